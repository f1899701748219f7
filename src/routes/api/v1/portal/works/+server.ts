import { PublicWorksQuery } from '#lib/modules/excavation/rules/index.ts';
import { publishedWorks } from '#lib/modules/excavation/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { queryOf } from '#lib/server/http/query.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	GET: {
		summary: 'Published works (granted and running) that are open in a stretch of days',
		access: 'Everybody.',
		query: PublicWorksQuery
	}
};

export const GET: RequestHandler = endpoint(async ({ url, locals }) =>
	Response.json(await publishedWorks(locals.ctx, queryOf(url, PublicWorksQuery)))
);
