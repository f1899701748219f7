import { worksFeed } from '#lib/modules/excavation/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { RequestHandler } from './$types';

/** Atom, for everybody: the published works of the next fourteen days, of a place (`bbox`) or of everywhere. */
export const GET: RequestHandler = endpoint(async ({ url, locals }) => {
	const origin = locals.ctx.platform.config.ORIGIN ?? url.origin;
	const body = await worksFeed(locals.ctx, { bbox: url.searchParams.get('bbox') ?? undefined, origin });
	return new Response(body, {
		headers: {
			'content-type': 'application/atom+xml; charset=utf-8',
			'cache-control': 'public, max-age=300',
			'access-control-allow-origin': '*'
		}
	});
});
