import { readDocument } from '#lib/modules/permits/server/index.ts';
import { fileResponse } from '#lib/server/files/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	GET: {
		summary: 'A version of a document, to be saved; the reading is written down',
		access:
			'As for the list; a reviewer is given drawings and reports only until the recommendation is signed.'
	}
};

export const GET = endpoint(async ({ params, locals }) => {
	const { kind = '', version = '' } = params;
	const { name, ...file } = await readDocument(locals.ctx, params.ref ?? '', { kind, version });
	const answer = fileResponse(file, name);
	// Every reading is to be written down: none is answered from a cache.
	answer.headers.set('cache-control', 'private, no-store');
	return answer;
});
