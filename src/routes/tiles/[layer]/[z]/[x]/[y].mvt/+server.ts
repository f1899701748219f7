import { readableLayer } from '#lib/modules/layers/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { RequestEvent } from './$types';

/** A vector tile: 200, 204 nothing there, 304, 400 impossible, 401 or 403 not allowed, 404 unknown layer. */
export const GET = endpoint(async ({ locals, params, request }: RequestEvent) => {
	const { ctx } = locals;
	const layer = readableLayer(ctx, params.layer);
	const { status, headers, body } = await ctx.platform.tiles.respond({
		layer,
		// Nothing in a layer depends on who looks: whoever may see it sees all of it.
		permissionClass: 'all',
		z: whole(params.z),
		x: whole(params.x),
		y: whole(params.y),
		ifNoneMatch: request.headers.get('if-none-match') ?? undefined,
		acceptEncoding: request.headers.get('accept-encoding') ?? undefined,
		locale: ctx.locale,
		reference: ctx.requestId
	});
	return new Response(body && new Uint8Array(body), { status, headers });
});

/** NaN for what is not a plain number; no tile has such an address. */
function whole(text: string): number {
	return /^\d{1,9}$/.test(text) ? Number(text) : NaN;
}
