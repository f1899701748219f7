import { noticePaper } from '#lib/modules/permits/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	GET: {
		summary: 'The notices to print, a page for each plot',
		access: 'Window clerks and heads of engineering of the department.',
		responseTypes: ['application/pdf']
	}
};

export const GET = endpoint(async ({ params, locals: { ctx }, url }) => {
	const origin = ctx.platform.config.ORIGIN ?? url.origin;
	const { content, reference } = await noticePaper(ctx, params['ref'] ?? '', { origin });
	return new Response(new Uint8Array(content), {
		headers: {
			'content-type': 'application/pdf',
			'content-disposition': `inline; filename="notice-${reference}.pdf"`,
			'cache-control': 'private, no-store'
		}
	});
});
