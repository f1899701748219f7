import { closeNetwork } from '#lib/modules/excavation/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'Take a declaration back; who was asked before stays asked',
		access: 'Utility planners for their own unit, coordinators for any.',
		status: 204
	}
};

export const POST: RequestHandler = endpoint(async ({ params, locals }) => {
	await closeNetwork(locals.ctx, params.id);
	return new Response(null, { status: 204 });
});
