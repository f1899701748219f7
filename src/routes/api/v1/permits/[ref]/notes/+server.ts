import { PinNote } from '#lib/modules/permits/rules/index.ts';
import { permitNotes, pinNote } from '#lib/modules/permits/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { idempotencyKey } from '#lib/server/http/preconditions.ts';
import { demandSender, SENDER_HEADER } from '#lib/server/http/sender.ts';

export const _docs: Docs = {
	GET: {
		summary: 'What the officers of a permit wrote on its map: numbered places with replies, in EPSG:22992',
		access: 'Officers who read the permit; never whoever applies, who is told by requests alone.'
	},
	POST: {
		summary: 'Pin a remark to a place within 300 m of the plot, about a rule or a document if wanted',
		access: 'Clerk, reviewer, approver and the agencies that are consulted, from submission to the decision.',
		headers: {
			...SENDER_HEADER,
			'Idempotency-Key': 'Repeated with the same body: the stored answer; with another: key_reused'
		},
		body: PinNote,
		status: 201
	}
};

export const GET = endpoint(async ({ params, locals }) =>
	Response.json(await permitNotes(locals.ctx, params.ref ?? ''), {
		headers: { 'cache-control': 'private, no-cache' }
	})
);

export const POST = endpoint(async ({ request, params, locals }) => {
	demandSender(request, locals.ctx.actor);
	const key = idempotencyKey(request);
	const body = await readJson(request, 20_000);
	const { answer, repeated } = await pinNote(locals.ctx, params.ref ?? '', body, { key });
	return Response.json(answer, { status: 201, headers: repeated ? { 'idempotent-replayed': 'true' } : {} });
});
