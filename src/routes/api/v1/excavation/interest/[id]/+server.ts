import { dropInterest } from '#lib/modules/excavation/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	DELETE: {
		summary: 'Watch an area no more',
		access: 'Utility planners, for their own organisation.',
		status: 204
	}
};

export const DELETE: RequestHandler = endpoint(async ({ params, locals }) => {
	await dropInterest(locals.ctx, params.id);
	return new Response(null, { status: 204 });
});
