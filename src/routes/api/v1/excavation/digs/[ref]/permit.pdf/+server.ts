import { z } from 'zod';
import { permitPaper } from '#lib/modules/excavation/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { queryOf } from '#lib/server/http/query.ts';
import type { RequestHandler } from './$types';

const Query = z.object({ lang: z.enum(['ar', 'en']).default('ar') });

export const _docs: Docs = {
	GET: {
		summary: 'The permit of a granted or running work, with the code that is checked in the street',
		access: 'Staff concerned with digs.',
		query: Query,
		responseTypes: ['application/pdf']
	}
};

export const GET: RequestHandler = endpoint(async ({ params, url, locals }) => {
	const { ctx } = locals;
	const { lang: locale } = Query.parse(queryOf(url, Query));
	const origin = ctx.platform.config.ORIGIN ?? url.origin;
	const { pdf, reference } = await permitPaper(ctx, params.ref, { origin, locale });
	return new Response(pdf as unknown as BodyInit, {
		headers: {
			'content-type': 'application/pdf',
			'content-disposition': `inline; filename="${reference}.pdf"`,
			'cache-control': 'private, no-store'
		}
	});
});
