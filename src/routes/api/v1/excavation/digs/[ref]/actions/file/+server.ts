import { Nothing } from '#lib/modules/excavation/rules/index.ts';
import { ACTION_HEADERS, actionEndpoint } from '#lib/modules/excavation/server/http.ts';
import { fileDig } from '#lib/modules/excavation/server/index.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'Hand in the file of an emergency that was begun without a permit',
		access: 'Its owner.',
		headers: ACTION_HEADERS,
		body: Nothing
	}
};

export const POST: RequestHandler = actionEndpoint(fileDig);
