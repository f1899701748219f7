import { ListClashes } from '#lib/modules/excavation/rules/index.ts';
import { listClashes } from '#lib/modules/excavation/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { queryOf } from '#lib/server/http/query.ts';

export const _docs: Docs = {
	GET: {
		summary: 'Open clashes, each pair once, with the piece both zones share',
		access: 'Staff concerned with digs.',
		query: ListClashes
	}
};

export const GET = endpoint(async ({ url, locals }) =>
	Response.json(await listClashes(locals.ctx, queryOf(url, ListClashes)))
);
