import { DrawUpNotice } from '#lib/modules/permits/rules/index.ts';
import { drawUpNotice, permitNeighbours } from '#lib/modules/permits/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	GET: {
		summary:
			'The notices of a permit to its neighbours, how each was served, what they are about that answered',
		access: 'Officers who may read the case; what neighbours wrote is read one by one.'
	},
	POST: {
		summary: 'Draw up the notices: the plots that share a property line today',
		access: 'Window clerks and heads of engineering of the department.',
		body: DrawUpNotice,
		status: 201
	}
};

export const GET = endpoint(async ({ params, locals }) =>
	Response.json(await permitNeighbours(locals.ctx, params['ref'] ?? ''))
);

export const POST = endpoint(async ({ params, request, locals }) =>
	Response.json(await drawUpNotice(locals.ctx, params['ref'] ?? '', await readJson(request)), { status: 201 })
);
