import { FinishDig } from '#lib/modules/excavation/rules/index.ts';
import { answerChange } from '#lib/modules/excavation/server/http.ts';
import { finishDig } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'Record that the works are over, and their last day',
		access: 'Its owner.',
		headers: { 'If-Match': 'The version that was read, required', 'Idempotency-Key': 'As for registering' },
		body: FinishDig
	}
};

export const POST: RequestHandler = endpoint(async (event) => {
	const body = await readJson(event.request);
	return answerChange(event, (ref, options) => finishDig(event.locals.ctx, ref, body, options));
});
