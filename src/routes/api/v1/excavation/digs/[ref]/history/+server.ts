import { digHistory } from '#lib/modules/excavation/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	GET: {
		summary: 'Every version of a dig, newest first, with what it changed',
		access: 'Staff concerned with digs.'
	}
};

export const GET: RequestHandler = endpoint(async ({ params, locals }) =>
	Response.json({ items: await digHistory(locals.ctx, params.ref) })
);
