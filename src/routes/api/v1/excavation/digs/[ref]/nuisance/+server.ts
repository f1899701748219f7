import { digNuisance } from '#lib/modules/excavation/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	GET: {
		summary: 'The Helsinki nuisance index of a dig (0 to 5) with its parts and what was supposed',
		access: 'Staff concerned with digs.'
	}
};

export const GET: RequestHandler = endpoint(async ({ params, locals }) =>
	Response.json(await digNuisance(locals.ctx, params.ref))
);
