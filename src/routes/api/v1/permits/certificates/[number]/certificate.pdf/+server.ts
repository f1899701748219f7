import { certificatePaper } from '#lib/modules/permits/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	GET: {
		summary: 'The paper of a certificate: PDF/A-3 with its JSON, always the same bytes',
		access:
			'Whoever may read the case, reviewers after they signed; of a statement staff and applicant engineers.',
		responseTypes: ['application/pdf']
	}
};

export const GET: RequestHandler = endpoint(async ({ params, url, locals: { ctx } }) => {
	const origin = ctx.platform.config.ORIGIN ?? url.origin;
	const { content, number, sha256 } = await certificatePaper(ctx, params.number, { origin });
	return new Response(Buffer.from(content), {
		headers: {
			'content-type': 'application/pdf',
			'content-disposition': `inline; filename="${number}.pdf"`,
			'cache-control': 'private, no-store',
			etag: `"${sha256}"`
		}
	});
});
