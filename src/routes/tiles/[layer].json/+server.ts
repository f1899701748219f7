import { layerExtent, readableLayer } from '#lib/modules/layers/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import { tileJson } from '#lib/server/tiles/index.ts';
import type { RequestEvent } from './$types';

/** TileJSON 3 of a layer the caller may see. */
export const GET = endpoint(async ({ locals, params, url }: RequestEvent) => {
	const { ctx } = locals;
	const layer = readableLayer(ctx, params.layer);
	const bounds = (await layerExtent(ctx, layer.id)) ?? undefined;
	return Response.json(tileJson(layer, { origin: url.origin, locale: ctx.locale, bounds }), {
		headers: { 'cache-control': 'private, no-cache', vary: 'cookie' }
	});
});
