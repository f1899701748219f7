import { publishedDraws } from '#lib/modules/permits/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	GET: {
		summary:
			'Days of the draws of reviewers: the SHA-256 of the day’s seed, and the seed itself once the day is over',
		access: 'Everybody.'
	}
};

export const GET: RequestHandler = endpoint(async ({ locals }) =>
	Response.json({ items: await publishedDraws(locals.ctx) })
);
