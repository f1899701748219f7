import { WithReason } from '#lib/modules/excavation/rules/index.ts';
import { ACTION_HEADERS, actionEndpoint } from '#lib/modules/excavation/server/http.ts';
import { refuseDig } from '#lib/modules/excavation/server/index.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'Refuse a request; the dig leaves the clash set at once',
		access: 'Whoever is asked now.',
		headers: ACTION_HEADERS,
		body: WithReason
	}
};

export const POST: RequestHandler = actionEndpoint(refuseDig);
