import { CreateDig, ListDigs } from '#lib/modules/excavation/rules/index.ts';
import { digResponse } from '#lib/modules/excavation/server/http.ts';
import { listDigs, registerDig } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { idempotencyKey } from '#lib/server/http/preconditions.ts';
import { queryOf } from '#lib/server/http/query.ts';

export const _docs: Docs = {
	GET: { summary: 'Digs by filter, a page at a time', access: 'Staff concerned with digs.', query: ListDigs },
	POST: {
		summary: 'Register a planned dig',
		access: 'Utility planners, for their own unit.',
		headers: {
			'Idempotency-Key': 'Repeated with the same body: the stored answer; with another: key_reused'
		},
		body: CreateDig,
		status: 201
	}
};

export const GET = endpoint(async ({ url, locals }) =>
	Response.json(await listDigs(locals.ctx, queryOf(url, ListDigs)))
);

export const POST = endpoint(async ({ request, locals }) => {
	const key = idempotencyKey(request);
	return digResponse(await registerDig(locals.ctx, await readJson(request, 2_000_000), { key }), 201);
});
