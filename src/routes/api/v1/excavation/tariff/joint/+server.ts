import { AddJointPrice } from '#lib/modules/excavation/rules/index.ts';
import { addJointPrice, listJointPrices } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { idempotencyKey } from '#lib/server/http/preconditions.ts';

export const _docs: Docs = {
	GET: {
		summary:
			'What a metre of a shared trench costs, by street and surface: each row with its days and origin',
		access: 'Staff concerned with digs.'
	},
	POST: {
		summary: 'Set the prices of a street and surface from a day on; those that held end the day before',
		access: 'Coordinators.',
		headers: {
			'Idempotency-Key': 'Repeated with the same body: the stored answer; with another: key_reused'
		},
		body: AddJointPrice,
		status: 201
	}
};

export const GET = endpoint(async ({ locals }) =>
	Response.json({ items: await listJointPrices(locals.ctx) })
);

export const POST = endpoint(async ({ request, locals }) => {
	const key = idempotencyKey(request);
	const { answer, repeated } = await addJointPrice(locals.ctx, await readJson(request), { key });
	const headers: Record<string, string> = repeated ? { 'idempotent-replayed': 'true' } : {};
	return Response.json(answer, { status: 201, headers });
});
