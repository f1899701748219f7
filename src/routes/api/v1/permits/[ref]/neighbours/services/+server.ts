import { ServeNotice } from '#lib/modules/permits/rules/index.ts';
import { serveNotice } from '#lib/modules/permits/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	POST: {
		summary: 'Write down how the notice of a plot was served, and when',
		access: 'Window clerks and heads of engineering of the department.',
		body: ServeNotice,
		status: 201
	}
};

export const POST = endpoint(async ({ params, request, locals }) =>
	Response.json(await serveNotice(locals.ctx, params['ref'] ?? '', await readJson(request)), { status: 201 })
);
