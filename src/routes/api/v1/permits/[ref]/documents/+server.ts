import { permitDocuments, receiveDocuments } from '#lib/modules/permits/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { idempotencyKey } from '#lib/server/http/preconditions.ts';
import { demandSender, SENDER_HEADER } from '#lib/server/http/sender.ts';

export const _docs: Docs = {
	GET: {
		summary: 'The checklist with the versions that came, what is missing, and why something was sent back',
		access:
			'As for the permit, without cashiers; a reviewer who has not signed is told no name, an agency opens drawings and reports only.'
	},
	POST: {
		summary:
			'Bring a version of a document (part `kind`, part `file`: PDF, JPEG, PNG or DXF by its content, at most 25 MB), or of up to 24 in one step (as many parts `kind` as parts `file`, in the same order, together at most 50 MB; answered with `documents`): all of them or none',
		access: 'Whoever applies, and window clerks, while the file lies with whoever applies.',
		headers: {
			...SENDER_HEADER,
			'Idempotency-Key': 'Repeated with the same document: the stored answer; with another: key_reused'
		},
		bodyTypes: ['multipart/form-data'],
		status: 201
	}
};

export const GET = endpoint(async ({ params, locals }) =>
	Response.json(await permitDocuments(locals.ctx, params.ref ?? ''), {
		headers: { 'cache-control': 'private, no-cache' }
	})
);

export const POST = endpoint(async ({ request, params, locals }) => {
	demandSender(request, locals.ctx.actor);
	const key = idempotencyKey(request);
	const ref = params.ref ?? '';
	const { answer, repeated } = await receiveDocuments(locals.ctx, ref, request, { key });
	const [first, ...more] = answer;
	const at = `/api/v1/permits/${ref}/documents`;
	return Response.json(more.length ? { documents: answer } : first, {
		status: 201,
		headers: {
			location: more.length ? at : `${at}/${first!.kind}/${first!.version}`,
			...(repeated ? { 'idempotent-replayed': 'true' } : {})
		}
	});
});
