import { AcceptPlan } from '#lib/modules/excavation/rules/index.ts';
import { acceptPlan } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { idempotencyKey } from '#lib/server/http/preconditions.ts';

export const _docs: Docs = {
	POST: {
		summary: 'Move works to the days a committee decided: all of them in one transaction, or none',
		access:
			'Coordinators. Refused when a work has changed since, or when one that moves would still be blocked.',
		body: AcceptPlan
	}
};

export const POST = endpoint(async ({ request, locals }) => {
	const input = await readJson(request, 1_000_000);
	const { answer, repeated } = await acceptPlan(locals.ctx, input, { key: idempotencyKey(request) });
	return Response.json(answer, { headers: repeated ? { 'idempotent-replayed': 'true' } : {} });
});
