import { OpenViolation } from '#lib/modules/permits/rules/index.ts';
import { permitResponse } from '#lib/modules/permits/server/http.ts';
import { openViolation } from '#lib/modules/permits/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { idempotencyKey } from '#lib/server/http/preconditions.ts';

export const _docs: Docs = {
	POST: {
		summary:
			'Write down a violation on a plot without a licence; those of a licence are its step record_violation',
		access: 'Inspectors.',
		headers: {
			'Idempotency-Key': 'Repeated with the same body: the stored answer; with another: key_reused'
		},
		body: OpenViolation,
		status: 201
	}
};

export const POST = endpoint(async ({ request, locals }) =>
	permitResponse(
		await openViolation(locals.ctx, await readJson(request), { key: idempotencyKey(request) }),
		201
	)
);
