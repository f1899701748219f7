import { CloseNetwork } from '#lib/modules/excavation/rules/index.ts';
import { closeNetwork } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'End a declaration, with the reason; who was asked before stays asked',
		access: 'Utility planners for their own unit, coordinators for any.',
		body: CloseNetwork,
		status: 204
	}
};

export const POST: RequestHandler = endpoint(async ({ params, request, locals }) => {
	await closeNetwork(locals.ctx, params.id, await readJson(request));
	return new Response(null, { status: 204 });
});
