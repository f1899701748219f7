import { PublicPermitsQuery } from '#lib/modules/permits/rules/index.ts';
import { publishedPermits } from '#lib/modules/permits/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { queryOf } from '#lib/server/http/query.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	GET: {
		summary:
			'The public register of building permits, a page at a time; codes of `state` and `kind` with commas',
		access: 'Everybody. Applications from their acceptance on, without anybody’s name.',
		query: PublicPermitsQuery
	}
};

export const GET: RequestHandler = endpoint(async ({ url, locals }) =>
	Response.json(await publishedPermits(locals.ctx, queryOf(url, PublicPermitsQuery)))
);
