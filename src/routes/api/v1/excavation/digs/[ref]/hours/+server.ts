import { DayRange, WorkHours } from '#lib/modules/excavation/rules/index.ts';
import { digHours, setDigHours } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { queryOf } from '#lib/server/http/query.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	GET: {
		summary: 'When a dig may work: the short way, and day by day between two days (its next fourteen)',
		access: 'Staff concerned with digs.',
		query: DayRange.partial()
	},
	PUT: {
		summary: 'The daily hours a planned dig keeps to; null for whatever is allowed',
		access: 'Its owner.',
		body: WorkHours.nullable()
	}
};

export const GET: RequestHandler = endpoint(async ({ params, url, locals }) =>
	Response.json(await digHours(locals.ctx, params.ref, queryOf(url, DayRange.partial())))
);

export const PUT: RequestHandler = endpoint(async ({ params, request, locals }) =>
	Response.json(await setDigHours(locals.ctx, params.ref, await readJson(request)))
);
