import { AnswerOffer } from '#lib/modules/excavation/rules/index.ts';
import { answerOffer } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { idempotencyKey } from '#lib/server/http/preconditions.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary:
			'Accept or refuse one trench for the works of an offer (O1); signed when all parties have accepted',
		access: 'Planners of the companies concerned.',
		headers: { 'Idempotency-Key': 'As for registering' },
		body: AnswerOffer
	}
};

export const POST: RequestHandler = endpoint(async ({ request, params, locals }) => {
	const body = await readJson(request);
	const key = idempotencyKey(request);
	const { answer, repeated } = await answerOffer(locals.ctx, params.id, body, { key });
	return Response.json(answer, { headers: repeated ? { 'idempotent-replayed': 'true' } : {} });
});
