import { receiptPaper } from '#lib/modules/permits/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	GET: {
		summary: 'A receipt of the case as PDF, to be printed',
		access: 'Whoever may see the fees of the case.',
		responseTypes: ['application/pdf']
	}
};

export const GET: RequestHandler = endpoint(async ({ params, locals: { ctx } }) => {
	const pdf = await receiptPaper(ctx, params.ref, params.number);
	return new Response(Buffer.from(pdf), {
		headers: {
			'content-type': 'application/pdf',
			'content-disposition': `inline; filename="${params.number.replace(/[^\w-]/g, '')}.pdf"`,
			'cache-control': 'private, no-store'
		}
	});
});
