import { FeaturesQuery, listFeatures } from '#lib/modules/layers/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { queryOf } from '#lib/server/http/query.ts';
import type { RequestEvent } from './$types';

export const _docs: Docs = {
	GET: {
		summary: 'Features of a layer as GeoJSON (WGS84), page by page',
		access:
			'Whoever may see the layer. bbox is west,south,east,north in degrees; `next` leads to the next page.',
		query: FeaturesQuery,
		responseTypes: ['application/geo+json']
	}
};

export const GET = endpoint(async ({ locals, params, url }: RequestEvent) => {
	const query = FeaturesQuery.parse(queryOf(url, FeaturesQuery));
	const { features, next } = await listFeatures(locals.ctx, params.layer, query);
	const link = next && `${url.pathname}?${withCursor(url.searchParams, next)}`;
	return Response.json(
		{ ...features, numberReturned: features.features.length, next: link },
		{
			headers: {
				'content-type': 'application/geo+json; charset=utf-8',
				'cache-control': 'private, no-cache',
				...(link ? { link: `<${link}>; rel="next"` } : {})
			}
		}
	);
});

function withCursor(search: URLSearchParams, cursor: string): URLSearchParams {
	const next = new URLSearchParams(search);
	next.set('cursor', cursor);
	return next;
}
