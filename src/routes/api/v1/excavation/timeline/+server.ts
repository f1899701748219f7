import { TimelineQuery } from '#lib/modules/excavation/rules/index.ts';
import { timelineOf } from '#lib/modules/excavation/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { queryOf } from '#lib/server/http/query.ts';

export const _docs: Docs = {
	GET: {
		summary:
			'Works of a piece of the map in a stretch of days, by street or by promoter, a page at a time; cancelled ' +
			'and refused ones are left out',
		access: 'Staff concerned with digs.',
		query: TimelineQuery
	}
};

export const GET = endpoint(async ({ url, locals }) =>
	Response.json(await timelineOf(locals.ctx, queryOf(url, TimelineQuery)))
);
