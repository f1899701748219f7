import { CloseReport } from '#lib/modules/excavation/rules/index.ts';
import { closeReport } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'End a report with what was found on the spot',
		access: 'Coordinator, inspector, head of engineering.',
		body: CloseReport,
		status: 204
	}
};

export const POST: RequestHandler = endpoint(async ({ params, request, locals }) => {
	await closeReport(locals.ctx, params.id, await readJson(request));
	return new Response(null, { status: 204 });
});
