import { ListPermits, OpenPermit } from '#lib/modules/permits/rules/index.ts';
import { permitResponse } from '#lib/modules/permits/server/http.ts';
import { listPermits, openPermit } from '#lib/modules/permits/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { idempotencyKey } from '#lib/server/http/preconditions.ts';
import { queryOf } from '#lib/server/http/query.ts';

export const _docs: Docs = {
	GET: {
		summary: 'Building permits, the newest first, a page at a time',
		access:
			'Officers of the department; reviewers and agencies for what is theirs; applicants for their own.',
		query: ListPermits
	},
	POST: {
		summary: 'Open a permit as a draft',
		access:
			'Window clerks for whoever came; applicant engineers and citizens for themselves. `channel`: `window` (when absent) or `phone` of a clerk, `portal` of the others; another is refused.',
		headers: {
			'Idempotency-Key': 'Repeated with the same body: the stored answer; with another: key_reused'
		},
		body: OpenPermit,
		status: 201
	}
};

export const GET = endpoint(async ({ url, locals }) =>
	Response.json(await listPermits(locals.ctx, queryOf(url, ListPermits)))
);

export const POST = endpoint(async ({ request, locals }) => {
	const key = idempotencyKey(request);
	return permitResponse(await openPermit(locals.ctx, await readJson(request, 2_000_000), { key }), 201);
});
