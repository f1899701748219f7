import { CancelDig } from '#lib/modules/excavation/rules/index.ts';
import { answerChange } from '#lib/modules/excavation/server/http.ts';
import { cancelDig } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'Cancel a dig, with a reason; it leaves the clash set at once',
		access: 'Its owner.',
		headers: { 'If-Match': 'The version that was read, required', 'Idempotency-Key': 'As for registering' },
		body: CancelDig
	}
};

export const POST: RequestHandler = endpoint(async (event) => {
	const body = await readJson(event.request);
	return answerChange(event, (ref, options) => cancelDig(event.locals.ctx, ref, body, options));
});
