import { TakePayment } from '#lib/modules/excavation/rules/index.ts';
import { takePayment } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { idempotencyKey } from '#lib/server/http/preconditions.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'Take what is due for a charge and give a receipt; refused when the amount due is another',
		access: 'Cashiers.',
		headers: {
			'Idempotency-Key': 'Repeated with the same body: the stored answer; with another: key_reused'
		},
		body: TakePayment,
		status: 201
	}
};

export const POST: RequestHandler = endpoint(async ({ request, params, locals }) => {
	const key = idempotencyKey(request);
	const { answer, repeated } = await takePayment(locals.ctx, params.ref, await readJson(request), { key });
	const headers: Record<string, string> = repeated ? { 'idempotent-replayed': 'true' } : {};
	return Response.json(answer, { status: 201, headers });
});
