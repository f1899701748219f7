import { permitKey } from '#lib/modules/excavation/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { RequestHandler } from './$types';

/** The public key (JWK, Ed25519) of the papers' seal, for those who check them by themselves. */
export const GET: RequestHandler = endpoint(({ locals }) =>
	Response.json(permitKey(locals.ctx), {
		headers: { 'cache-control': 'public, max-age=3600', 'access-control-allow-origin': '*' }
	})
);
