import { AddTariff } from '#lib/modules/excavation/rules/index.ts';
import { addTariff, readTariff } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { idempotencyKey } from '#lib/server/http/preconditions.ts';

export const _docs: Docs = {
	GET: {
		summary: 'The tariff of digs: every price and rate with its days, origin and whether it is verified',
		access: 'Staff concerned with digs.'
	},
	POST: {
		summary: 'Add a price in whole piastres; the one that held until further notice ends the day before',
		access: 'Coordinators.',
		headers: {
			'Idempotency-Key': 'Repeated with the same body: the stored answer; with another: key_reused'
		},
		body: AddTariff,
		status: 201
	}
};

export const GET = endpoint(async ({ locals }) => Response.json(await readTariff(locals.ctx)));

export const POST = endpoint(async ({ request, locals }) => {
	const key = idempotencyKey(request);
	const { answer, repeated } = await addTariff(locals.ctx, await readJson(request), { key });
	const headers: Record<string, string> = repeated ? { 'idempotent-replayed': 'true' } : {};
	return Response.json(answer, { status: 201, headers });
});
