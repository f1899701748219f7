import { demandImporter, receiveUpload, UploadQuery } from '#lib/modules/layers/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { queryOf } from '#lib/server/http/query.ts';

export const _docs: Docs = {
	POST: {
		summary: 'Send a file to be imported; the body is the file',
		access: 'Whoever may import into a layer. Kept for a day, for the sender only.',
		query: UploadQuery,
		bodyTypes: ['application/octet-stream'],
		status: 201
	}
};

export const POST = endpoint(async ({ request, url, locals }) => {
	demandImporter(locals.ctx);
	const { name } = UploadQuery.parse(queryOf(url, UploadQuery));
	const { id, bytes } = await receiveUpload(locals.ctx, name, request.body);
	return Response.json({ id, name, bytes }, { status: 201, headers: { location: `/api/v1/imports/${id}` } });
});
