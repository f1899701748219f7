import { openUpload, previewFile, PreviewQuery, readingOf } from '#lib/modules/layers/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { queryOf } from '#lib/server/http/query.ts';
import type { RequestEvent } from './$types';

export const _docs: Docs = {
	GET: {
		summary:
			'How an uploaded file would be understood: format, encoding, system, fields, first records in WGS84',
		access: 'Its sender, for a layer they may import into.',
		query: PreviewQuery
	}
};

export const GET = endpoint(async ({ params, url, locals, request }: RequestEvent) => {
	const upload = await openUpload(locals.ctx, params.id);
	const query = PreviewQuery.parse(queryOf(url, PreviewQuery));
	const preview = await previewFile(locals.ctx, {
		...readingOf(query, upload),
		signal: request.signal
	});
	return Response.json(preview, { headers: { 'cache-control': 'private, no-store' } });
});
