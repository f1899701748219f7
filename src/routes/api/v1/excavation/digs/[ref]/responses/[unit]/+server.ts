import { RespondDig } from '#lib/modules/excavation/rules/index.ts';
import { respondDig } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { idempotencyKey, requireVersion, versionTag } from '#lib/server/http/preconditions.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	PUT: {
		summary:
			'The answer of an owner of networks within reach: none, present (with plan), conditions, objection',
		access: 'Utility planners of that unit; coordinators, for what came on paper.',
		headers: {
			'If-Match': 'The version of the answer (1 before the first), required',
			'Idempotency-Key': 'Optional'
		},
		body: RespondDig
	}
};

export const PUT: RequestHandler = endpoint(async ({ request, params, locals }) => {
	const options = { version: requireVersion(request), key: idempotencyKey(request) };
	const body = await readJson(request, 2_000_000);
	const { answer, repeated } = await respondDig(locals.ctx, params.ref, params.unit, body, options);
	const headers = {
		etag: versionTag(answer.version),
		...(repeated ? { 'idempotent-replayed': 'true' } : {})
	};
	return Response.json(answer, { headers });
});
