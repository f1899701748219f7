import { AnswerAlarm } from '#lib/modules/permits/rules/index.ts';
import { answerAlarm } from '#lib/modules/permits/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	POST: {
		summary: 'Say what is done about an alarm of the law’s days, once and in one’s own name',
		access: 'Whoever is told of it.',
		body: AnswerAlarm,
		status: 201
	}
};

export const POST = endpoint(async ({ params, request, locals }) =>
	Response.json(await answerAlarm(locals.ctx, params.ref ?? '', await readJson(request)), { status: 201 })
);
