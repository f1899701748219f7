import { OpenSession } from '#lib/modules/excavation/rules/index.ts';
import { listSessions, openSession } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { idempotencyKey } from '#lib/server/http/preconditions.ts';

export const _docs: Docs = {
	GET: {
		summary: 'Sessions of the coordination committee, latest first',
		access: 'Staff concerned with digs.'
	},
	POST: {
		summary: 'Open a session; the open clashes of the period become its agenda',
		access: 'Coordinators.',
		headers: { 'Idempotency-Key': 'As for registering' },
		body: OpenSession
	}
};

export const GET = endpoint(async ({ locals }) => Response.json({ items: await listSessions(locals.ctx) }));

export const POST = endpoint(async ({ request, locals }) => {
	const body = await readJson(request);
	const { answer, repeated } = await openSession(locals.ctx, body, { key: idempotencyKey(request) });
	const headers: Record<string, string> = { location: `/api/v1/excavation/sessions/${answer.id}` };
	if (repeated) headers['idempotent-replayed'] = 'true';
	return Response.json(answer, { status: 201, headers });
});
