import { permitRecord } from '#lib/modules/permits/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	GET: {
		summary:
			'What was found and asked in a case: the last answer of the rules with what stands against a licence, requests by the id that answers name, agencies, recommendations, waivers, and who had which duty',
		access:
			'Those who may read the case; whoever applies reads what officers and agencies say with the decision, and nobody’s name.'
	}
};

export const GET = endpoint(async ({ params, locals }) => {
	const record = await permitRecord(locals.ctx, params.ref ?? '');
	const { check, standing, requests, consultations, agencies, recommendations, waivers, hands } = record;
	return Response.json({
		check,
		standing,
		requests,
		consultations,
		agencies,
		recommendations,
		waivers,
		hands
	});
});
