import { identify, IdentifyQuery } from '#lib/modules/layers/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { queryOf } from '#lib/server/http/query.ts';
import type { RequestEvent } from './$types';

export const _docs: Docs = {
	GET: {
		summary: 'What is at a place: points, then lines, then areas, the nearest first',
		access:
			'Only layers the caller may see. x and y are longitude and latitude, z the zoom, tolerance pixels.',
		query: IdentifyQuery
	}
};

export const GET = endpoint(async ({ locals, url }: RequestEvent) => {
	const { x, y, z: zoom, layers, tolerance } = IdentifyQuery.parse(queryOf(url, IdentifyQuery));
	const hits = await identify(locals.ctx, { lon: x, lat: y, zoom, layers, tolerance });
	return Response.json({ hits }, { headers: { 'cache-control': 'private, no-store' } });
});
