import { Nothing } from '#lib/modules/excavation/rules/index.ts';
import { ACTION_HEADERS, actionEndpoint } from '#lib/modules/excavation/server/http.ts';
import { closeDig } from '#lib/modules/excavation/server/index.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'Close the file: the guarantee has ended and no defect is open',
		access: 'Coordinators.',
		headers: ACTION_HEADERS,
		body: Nothing
	}
};

export const POST: RequestHandler = actionEndpoint(closeDig);
