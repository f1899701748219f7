import { Nothing } from '#lib/modules/excavation/rules/index.ts';
import { ACTION_HEADERS, actionEndpoint } from '#lib/modules/excavation/server/http.ts';
import { startDig } from '#lib/modules/excavation/server/index.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'The start notice: a granted dig within its period, an emergency at once',
		access: 'Its owner.',
		headers: ACTION_HEADERS,
		body: Nothing
	}
};

export const POST: RequestHandler = actionEndpoint(startDig);
