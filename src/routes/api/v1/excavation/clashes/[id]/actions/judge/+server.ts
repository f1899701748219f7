import { JudgeClash } from '#lib/modules/excavation/rules/index.ts';
import { judgeClash } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { idempotencyKey } from '#lib/server/http/preconditions.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'A party says whether a clash is one: yes, no or later, with a reason; the last word counts',
		access: 'Planners of the two companies. A clash that really changes is to be judged again.',
		headers: { 'Idempotency-Key': 'As for registering' },
		body: JudgeClash
	}
};

export const POST: RequestHandler = endpoint(async ({ request, params, locals }) => {
	const body = await readJson(request);
	const key = idempotencyKey(request);
	const { answer, repeated } = await judgeClash(locals.ctx, params.id, body, { key });
	return Response.json(answer, { headers: repeated ? { 'idempotent-replayed': 'true' } : {} });
});
