import { search, SearchQuery } from '#lib/modules/layers/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { queryOf } from '#lib/server/http/query.ts';
import type { RequestEvent } from './$types';

export const _docs: Docs = {
	GET: {
		summary: 'Streets, places and records by name, however carelessly typed; also typed coordinates',
		access: 'Only layers the caller may see. bbox (west,south,east,north) is what the person looks at.',
		query: SearchQuery
	}
};

export const GET = endpoint(async ({ locals, url }: RequestEvent) => {
	const { q, bbox, limit } = SearchQuery.parse(queryOf(url, SearchQuery));
	const hits = await search(locals.ctx, { query: q, near: bbox, limit });
	return Response.json({ hits }, { headers: { 'cache-control': 'private, no-store' } });
});
