import { OpenStatementRequest } from '#lib/modules/permits/rules/index.ts';
import { permitResponse } from '#lib/modules/permits/server/http.ts';
import { openStatementRequest } from '#lib/modules/permits/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { idempotencyKey } from '#lib/server/http/preconditions.ts';

export const _docs: Docs = {
	POST: {
		summary:
			'Open a request for the statement of a plot as a draft (BA-); its papers, fee and steps come as those of a permit, and its list is that of permits with life=statement',
		access:
			'Window clerks for whoever came; applicant engineers and citizens for themselves. `channel`: `window` (when absent) or `phone` of a clerk, `portal` of the others; another is refused.',
		headers: {
			'Idempotency-Key': 'Repeated with the same body: the stored answer; with another: key_reused'
		},
		body: OpenStatementRequest,
		status: 201
	}
};

export const POST = endpoint(async ({ request, locals }) => {
	const key = idempotencyKey(request);
	return permitResponse(
		await openStatementRequest(locals.ctx, await readJson(request, 2_000_000), { key }),
		201
	);
});
