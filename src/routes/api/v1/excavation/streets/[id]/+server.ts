import { streetCard } from '#lib/modules/excavation/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	GET: {
		summary:
			'The card of a street: its openings, restored or not, its pavements and their protection, works to come',
		access: 'Staff concerned with digs.'
	}
};

export const GET: RequestHandler = endpoint(async ({ params, locals }) =>
	Response.json(await streetCard(locals.ctx, params.id))
);
