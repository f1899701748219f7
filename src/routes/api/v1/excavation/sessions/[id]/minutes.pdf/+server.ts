import { z } from 'zod';
import { minutesPaper } from '#lib/modules/excavation/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { queryOf } from '#lib/server/http/query.ts';
import type { RequestHandler } from './$types';

const Query = z.object({ lang: z.enum(['ar', 'en']).default('ar') });

export const _docs: Docs = {
	GET: {
		summary: 'The minutes of a session on paper: attendance, each matter with its map and decision',
		access: 'Staff concerned with digs.',
		query: Query,
		responseTypes: ['application/pdf']
	}
};

export const GET: RequestHandler = endpoint(async ({ params, url, locals }) => {
	const { lang } = Query.parse(queryOf(url, Query));
	const pdf = await minutesPaper(locals.ctx, params.id, lang);
	return new Response(pdf as unknown as BodyInit, {
		headers: {
			'content-type': 'application/pdf',
			'content-disposition': `inline; filename="minutes-${params.id}.pdf"`,
			'cache-control': 'private, no-store'
		}
	});
});
