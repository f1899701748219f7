import { DeclareInterest } from '#lib/modules/excavation/rules/index.ts';
import { declareInterest, listInterests } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	GET: {
		summary: 'The areas that the caller’s organisation watches, with how many works of others lie there',
		access: 'Utility planners.'
	},
	POST: {
		summary:
			'Watch an area: works of others that are planned, granted, begun or moved there stand on the desk',
		access: 'Utility planners, for their own organisation.',
		body: DeclareInterest,
		status: 201
	}
};

export const GET: RequestHandler = endpoint(async ({ locals }) =>
	Response.json({ items: await listInterests(locals.ctx) })
);
export const POST: RequestHandler = endpoint(async ({ request, locals }) =>
	Response.json({ id: await declareInterest(locals.ctx, await readJson(request)) }, { status: 201 })
);
