import { workZones } from '#lib/modules/excavation/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import { platform } from '#lib/server/platform.ts';
import { acceptedEncodings } from '#lib/server/tiles/accept-encoding.ts';
import type { RequestHandler } from './$types';

/** WZDx 4.2, for everybody and for pages elsewhere. */
export const GET: RequestHandler = endpoint(async ({ request }) => {
	const { etag, body, packed } = await workZones(platform());
	const headers: Record<string, string> = {
		etag,
		'cache-control': 'public, no-cache',
		'access-control-allow-origin': '*',
		vary: 'accept-encoding'
	};
	const known = request.headers.get('if-none-match')?.split(/\s*,\s*/) ?? [];
	if (known.includes(etag) || known.includes('*')) return new Response(null, { status: 304, headers });
	headers['content-type'] = 'application/geo+json';
	const packs = acceptedEncodings(request.headers.get('accept-encoding') ?? undefined).includes('gzip');
	if (packs) headers['content-encoding'] = 'gzip';
	return new Response((packs ? packed : body) as BodyInit, { headers });
});
