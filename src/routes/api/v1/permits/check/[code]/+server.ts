import { checkPermit } from '#lib/modules/excavation/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	GET: {
		summary: "What is said of a permit's code now: allowed, not now, revoked, forged",
		access: 'Everybody who has the code.'
	}
};

export const GET: RequestHandler = endpoint(async ({ params, locals }) =>
	Response.json(await checkPermit(locals.ctx, params.code), { headers: { 'cache-control': 'no-store' } })
);
