import { SettleDeposit } from '#lib/modules/excavation/rules/index.ts';
import { settleDeposit } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { idempotencyKey } from '#lib/server/http/preconditions.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'Keep a deposit, or a part of it, for works that were not made good',
		access: 'Coordinators.',
		body: SettleDeposit
	}
};

export const POST: RequestHandler = endpoint(async ({ request, params, locals }) => {
	const options = { key: idempotencyKey(request) };
	const body = await readJson(request);
	const { answer } = await settleDeposit(locals.ctx, params.ref, 'forfeited', body, options);
	return Response.json(answer);
});
