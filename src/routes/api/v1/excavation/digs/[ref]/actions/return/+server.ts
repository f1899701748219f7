import { WithReason } from '#lib/modules/excavation/rules/index.ts';
import { ACTION_HEADERS, actionEndpoint } from '#lib/modules/excavation/server/http.ts';
import { returnDig } from '#lib/modules/excavation/server/index.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'Send a request back for changes; the dig is planned again',
		access: 'Whoever is asked now.',
		headers: ACTION_HEADERS,
		body: WithReason
	}
};

export const POST: RequestHandler = actionEndpoint(returnDig);
