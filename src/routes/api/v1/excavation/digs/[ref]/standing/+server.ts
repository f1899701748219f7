import { digStanding } from '#lib/modules/excavation/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	GET: {
		summary: 'Where a dig stands: who holds it, since when, working days left, every request and approval',
		access: 'Staff concerned with digs.'
	}
};

export const GET: RequestHandler = endpoint(async ({ params, locals }) =>
	Response.json(await digStanding(locals.ctx, params.ref))
);
