import { permitFees } from '#lib/modules/permits/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	GET: {
		summary:
			'What the permit owes, line by line with its formula, and its receipts; actions `pay_fees` and `cancel_receipt` change them',
		access: 'As for the permit, with cashiers; for its reviewer only after having signed the recommendation.'
	}
};

export const GET = endpoint(async ({ params, locals }) =>
	Response.json(await permitFees(locals.ctx, params.ref ?? ''), {
		headers: { 'cache-control': 'private, no-cache' }
	})
);
