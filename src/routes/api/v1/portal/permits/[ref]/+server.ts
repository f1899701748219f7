import { publishedPermit } from '#lib/modules/permits/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	GET: {
		summary: 'An entry of the public register: numbers, days, outlines, what happened when',
		access: 'Everybody.'
	}
};

export const GET: RequestHandler = endpoint(async ({ params, locals }) =>
	Response.json(await publishedPermit(locals.ctx, params.ref))
);
