import { dropUpload } from '#lib/modules/layers/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestEvent } from './$types';

export const _docs: Docs = {
	DELETE: { summary: 'Throw an uploaded file away', access: 'Its sender.', status: 204 }
};

export const DELETE = endpoint(async ({ params, locals }: RequestEvent) => {
	await dropUpload(locals.ctx, params.id);
	return new Response(null, { status: 204 });
});
