import { FinishDig } from '#lib/modules/excavation/rules/index.ts';
import { ACTION_HEADERS, actionEndpoint } from '#lib/modules/excavation/server/http.ts';
import { finishDig } from '#lib/modules/excavation/server/index.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'The same as `stop`',
		access: 'Its owner.',
		headers: ACTION_HEADERS,
		body: FinishDig
	}
};

export const POST: RequestHandler = actionEndpoint(finishDig);
