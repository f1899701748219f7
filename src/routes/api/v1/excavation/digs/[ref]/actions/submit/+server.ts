import { Nothing } from '#lib/modules/excavation/rules/index.ts';
import { ACTION_HEADERS, actionEndpoint } from '#lib/modules/excavation/server/http.ts';
import { submitDig } from '#lib/modules/excavation/server/index.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'Hand a planned dig in for its permit; refused while something blocks it (`dig_blocked`)',
		access: 'Its owner.',
		headers: ACTION_HEADERS,
		body: Nothing
	}
};

export const POST: RequestHandler = actionEndpoint(submitDig);
