import { AmendDig } from '#lib/modules/excavation/rules/index.ts';
import { ACTION_HEADERS, actionEndpoint } from '#lib/modules/excavation/server/http.ts';
import { amendDig } from '#lib/modules/excavation/server/index.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'Change a granted dig; it goes back to those who approve',
		access: 'Its owner.',
		headers: ACTION_HEADERS,
		body: AmendDig
	}
};

export const POST: RequestHandler = actionEndpoint(amendDig);
