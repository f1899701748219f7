import { openUpload, receiveUpload, UploadQuery } from '#lib/modules/layers/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { queryOf } from '#lib/server/http/query.ts';
import type { RequestEvent } from './$types';

export const _docs: Docs = {
	POST: {
		summary:
			'Send a further part of an uploaded file: the .dbf, .prj or .cpg of a Shapefile, or a sheet beside it',
		access: 'Its sender.',
		query: UploadQuery,
		bodyTypes: ['application/octet-stream']
	}
};

export const POST = endpoint(async ({ request, params, url, locals }: RequestEvent) => {
	await openUpload(locals.ctx, params.id);
	const { name } = UploadQuery.parse(queryOf(url, UploadQuery));
	const { id, bytes } = await receiveUpload(locals.ctx, name, request.body, params.id);
	return Response.json({ id, name, bytes });
});
