import { OpenCall } from '#lib/modules/excavation/rules/index.ts';
import { listCalls, openCall } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { idempotencyKey } from '#lib/server/http/preconditions.ts';

export const _docs: Docs = {
	GET: {
		summary: 'Calls for programmes: who has handed in, who has not, who is late',
		access: 'Staff concerned with digs; a company sees its own answers.'
	},
	POST: {
		summary: 'Call agencies for what they plan in a period',
		access: 'Coordinators.',
		headers: { 'Idempotency-Key': 'As for registering' },
		body: OpenCall
	}
};

export const GET = endpoint(async ({ locals }) => Response.json({ items: await listCalls(locals.ctx) }));

export const POST = endpoint(async ({ request, locals }) => {
	const body = await readJson(request);
	const { answer, repeated } = await openCall(locals.ctx, body, { key: idempotencyKey(request) });
	const headers: Record<string, string> = repeated ? { 'idempotent-replayed': 'true' } : {};
	return Response.json(answer, { status: 201, headers });
});
