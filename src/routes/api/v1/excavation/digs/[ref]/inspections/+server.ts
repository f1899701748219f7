import { RecordInspection } from '#lib/modules/excavation/rules/index.ts';
import { listInspections, recordInspection } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { demandSender, SENDER_HEADER } from '#lib/server/http/sender.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	GET: {
		summary: 'Every inspection of a dig with its defects and photos, newest first',
		access: 'Staff concerned with digs.'
	},
	POST: {
		summary:
			'Record an inspection. Its id is made by the sender: sent again it is recorded once. A final acceptance without open defects restores the dig',
		access: 'Inspectors.',
		headers: SENDER_HEADER,
		body: RecordInspection,
		status: 201
	}
};

export const GET: RequestHandler = endpoint(async ({ params, locals }) =>
	Response.json({ items: await listInspections(locals.ctx, params.ref) })
);

export const POST: RequestHandler = endpoint(async ({ params, request, locals }) => {
	demandSender(request, locals.ctx.actor);
	const { answer, repeated } = await recordInspection(locals.ctx, params.ref, await readJson(request));
	const headers: Record<string, string> = repeated ? { 'idempotent-replayed': 'true' } : {};
	return Response.json(answer, { status: 201, headers });
});
