import { RecordObjection } from '#lib/modules/permits/rules/index.ts';
import { recordObjection } from '#lib/modules/permits/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	POST: {
		summary: 'Take down what a neighbour says',
		access: 'Window clerks and heads of engineering of the department.',
		body: RecordObjection,
		status: 201
	}
};

export const POST = endpoint(async ({ params, request, locals }) =>
	Response.json(await recordObjection(locals.ctx, params['ref'] ?? '', await readJson(request)), {
		status: 201
	})
);
