import { EndJoint } from '#lib/modules/excavation/rules/index.ts';
import { endJoint } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { idempotencyKey } from '#lib/server/http/preconditions.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'Give up a signed joint trench, with a reason; the ledger takes its saving back',
		access: 'Planners of the companies that signed.',
		headers: { 'Idempotency-Key': 'As for registering' },
		body: EndJoint
	}
};

export const POST: RequestHandler = endpoint(async ({ request, params, locals }) => {
	const body = await readJson(request);
	const key = idempotencyKey(request);
	const { answer, repeated } = await endJoint(locals.ctx, params.id, body, { key });
	return Response.json(answer, { headers: repeated ? { 'idempotent-replayed': 'true' } : {} });
});
