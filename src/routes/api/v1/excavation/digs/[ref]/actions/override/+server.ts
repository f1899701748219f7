import { WithReason } from '#lib/modules/excavation/rules/index.ts';
import { ACTION_HEADERS, actionEndpoint } from '#lib/modules/excavation/server/http.ts';
import { overrideDig } from '#lib/modules/excavation/server/index.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'Let pass what blocks a dig now, with a reason that stays on its file',
		access: 'Coordinators.',
		headers: ACTION_HEADERS,
		body: WithReason
	}
};

export const POST: RequestHandler = actionEndpoint(overrideDig);
