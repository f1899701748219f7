import { trackOwn } from '#lib/modules/permits/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	GET: {
		summary: 'What whoever applies is told of their own case, as by `POST /api/v1/portal/track`',
		access: 'The account that applies.'
	}
};

export const GET: RequestHandler = endpoint(async ({ params, locals }) =>
	Response.json(await trackOwn(locals.ctx, params.ref), { headers: { 'cache-control': 'no-store' } })
);
