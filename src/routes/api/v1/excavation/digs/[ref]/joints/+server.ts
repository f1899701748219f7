import { digJoints } from '#lib/modules/excavation/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	GET: {
		summary: 'The joint trench a dig lies in, and its offers with shared metres, saving, days and shares',
		access: 'Staff concerned with digs.'
	}
};

export const GET: RequestHandler = endpoint(async ({ params, locals }) =>
	Response.json(await digJoints(locals.ctx, params.ref))
);
