import { SettleDeposit } from '#lib/modules/excavation/rules/index.ts';
import { settleDeposit } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { idempotencyKey } from '#lib/server/http/preconditions.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'Give a deposit back, once the surface is restored and the guarantee has ended',
		access: 'Coordinators.',
		body: SettleDeposit
	}
};

export const POST: RequestHandler = endpoint(async ({ request, params, locals }) => {
	const options = { key: idempotencyKey(request) };
	const body = await readJson(request);
	const { answer } = await settleDeposit(locals.ctx, params.ref, 'released', body, options);
	return Response.json(answer);
});
