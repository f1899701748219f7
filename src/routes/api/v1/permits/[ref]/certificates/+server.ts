import { permitCertificates } from '#lib/modules/permits/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	GET: {
		summary:
			'Certificates of a case, the newest first: number, code, what each is worth now, hash of its paper',
		access: 'Whoever may read the case; `may.read` says whether its papers too.'
	}
};

export const GET = endpoint(async ({ params, locals }) =>
	Response.json(
		{ items: await permitCertificates(locals.ctx, params.ref ?? '') },
		{ headers: { 'cache-control': 'private, no-store' } }
	)
);
