import { seeInterest } from '#lib/modules/excavation/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'The news of a work in an area that is watched was seen and leaves the desk',
		access: 'Utility planners of the organisation that watches.',
		status: 204
	}
};

export const POST: RequestHandler = endpoint(async ({ params, locals }) => {
	await seeInterest(locals.ctx, params.ref);
	return new Response(null, { status: 204 });
});
