import { AddContractor } from '#lib/modules/excavation/rules/index.ts';
import { addContractor, listContractors } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { idempotencyKey } from '#lib/server/http/preconditions.ts';

export const _docs: Docs = {
	GET: { summary: 'The register of contractors, by name', access: 'Staff concerned with digs.' },
	POST: {
		summary: 'Add a contractor with its register number and the last day of its registration',
		access: 'Coordinators.',
		headers: {
			'Idempotency-Key': 'Repeated with the same body: the stored answer; with another: key_reused'
		},
		body: AddContractor,
		status: 201
	}
};

export const GET = endpoint(async ({ locals }) => Response.json(await listContractors(locals.ctx)));

export const POST = endpoint(async ({ request, locals }) => {
	const key = idempotencyKey(request);
	const { answer, repeated } = await addContractor(locals.ctx, await readJson(request), { key });
	const headers: Record<string, string> = repeated ? { 'idempotent-replayed': 'true' } : {};
	return Response.json(answer, { status: 201, headers });
});
