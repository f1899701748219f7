import { ProposePlan } from '#lib/modules/excavation/rules/index.ts';
import { streamPlan } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	POST: {
		summary:
			'Propose dates for the planned works of a period; lines of JSON: progress, then the proposal or the problem',
		access: 'Coordinators. Saves nothing; closing the connection stops it.',
		body: ProposePlan,
		responseTypes: ['application/x-ndjson']
	}
};

export const POST = endpoint(async ({ request, locals }) =>
	streamPlan(locals.ctx, await readJson(request, 10_000))
);
