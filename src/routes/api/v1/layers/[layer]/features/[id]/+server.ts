import { getFeature } from '#lib/modules/layers/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestEvent } from './$types';

export const _docs: Docs = {
	GET: {
		summary: 'One feature: titled fields, planar measures in EPSG:22992, geometry in WGS84',
		access: 'Whoever may see the layer.'
	}
};

export const GET = endpoint(async ({ locals, params }: RequestEvent) =>
	Response.json(await getFeature(locals.ctx, params.layer, params.id), {
		headers: { 'cache-control': 'private, no-cache' }
	})
);
