import { objectionWords } from '#lib/modules/permits/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	GET: {
		summary: 'What a neighbour said, word for word, and the answer; each reading is written down',
		access: 'Officers of the case; a reviewer once they have signed.'
	}
};

export const GET = endpoint(async ({ params, locals }) =>
	Response.json(await objectionWords(locals.ctx, params['ref'] ?? '', params['n'] ?? ''))
);
