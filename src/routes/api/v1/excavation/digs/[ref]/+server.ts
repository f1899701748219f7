import { EditDig } from '#lib/modules/excavation/rules/index.ts';
import { answerChange, digResponse } from '#lib/modules/excavation/server/http.ts';
import { editDig, getDig } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	GET: { summary: 'One dig by its reference; its version is the ETag', access: 'Staff concerned with digs.' },
	PATCH: {
		summary: 'Change a planned dig',
		access: 'Its owner. A lost race answers 412 with the record as it stands (`current`).',
		headers: { 'If-Match': 'The version that was read, required', 'Idempotency-Key': 'As for POST' },
		body: EditDig
	}
};

export const GET: RequestHandler = endpoint(async ({ params, locals }) =>
	digResponse({ answer: await getDig(locals.ctx, params.ref), repeated: false })
);

export const PATCH: RequestHandler = endpoint(async (event) => {
	const body = await readJson(event.request, 2_000_000);
	return answerChange(event, (ref, options) => editDig(event.locals.ctx, ref, body, options));
});
