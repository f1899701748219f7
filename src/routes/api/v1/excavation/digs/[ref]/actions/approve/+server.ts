import { ApproveDig } from '#lib/modules/excavation/rules/index.ts';
import { ACTION_HEADERS, actionEndpoint } from '#lib/modules/excavation/server/http.ts';
import { approveDig } from '#lib/modules/excavation/server/index.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'Agree, perhaps on conditions; with the last approval the dig is granted',
		access:
			'Whoever is asked now: the district’s head of engineering, a coordinator, the traffic police; nobody on their own request.',
		headers: ACTION_HEADERS,
		body: ApproveDig
	}
};

export const POST: RequestHandler = actionEndpoint(approveDig);
