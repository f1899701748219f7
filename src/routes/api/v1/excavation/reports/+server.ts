import { ListReports } from '#lib/modules/excavation/rules/index.ts';
import { listReports } from '#lib/modules/excavation/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { queryOf } from '#lib/server/http/query.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	GET: {
		summary: 'What citizens report of open trenches, each with the work it belongs to or none',
		access: 'Coordinator, inspector, head of engineering, auditor.',
		query: ListReports
	}
};

export const GET: RequestHandler = endpoint(async ({ url, locals }) =>
	Response.json(await listReports(locals.ctx, queryOf(url, ListReports)))
);
