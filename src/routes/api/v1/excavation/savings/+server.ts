import { ListSavings } from '#lib/modules/excavation/rules/index.ts';
import { listSavings } from '#lib/modules/excavation/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { queryOf } from '#lib/server/http/query.ts';

export const _docs: Docs = {
	GET: {
		summary: 'What joint trenches have saved: the whole, by organisation, running by month, line by line',
		access: 'Staff concerned with digs.',
		query: ListSavings
	}
};

export const GET = endpoint(async ({ url, locals }) =>
	Response.json(await listSavings(locals.ctx, queryOf(url, ListSavings)))
);
