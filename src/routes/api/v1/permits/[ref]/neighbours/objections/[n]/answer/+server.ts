import { AnswerObjection } from '#lib/modules/permits/rules/index.ts';
import { answerObjection } from '#lib/modules/permits/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	POST: {
		summary: 'Keep what the department answers to a neighbour',
		access: 'Heads of engineering of the department.',
		body: AnswerObjection,
		status: 201
	}
};

export const POST = endpoint(async ({ params, request, locals }) =>
	Response.json(
		await answerObjection(locals.ctx, params['ref'] ?? '', params['n'] ?? '', await readJson(request)),
		{ status: 201 }
	)
);
