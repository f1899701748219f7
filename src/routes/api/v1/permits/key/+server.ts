import { permitKey } from '#lib/modules/excavation/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	GET: { summary: "The public key (JWK, Ed25519) of the permits' seal", access: 'Everybody.' }
};

export const GET: RequestHandler = endpoint(({ locals }) =>
	Response.json(permitKey(locals.ctx), {
		headers: { 'cache-control': 'public, max-age=3600', 'access-control-allow-origin': '*' }
	})
);
