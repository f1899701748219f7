import { draftKey } from '#lib/server/auth/index.ts';
import { demandSender } from '#lib/server/http/sender.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	GET: {
		summary: 'The key with which a browser seals what its person has typed and not saved',
		access: 'The person themselves.'
	}
};

export const GET: RequestHandler = endpoint(({ locals, request }) => {
	demandSender(request, locals.ctx.actor);
	return Response.json({ key: draftKey(locals.ctx) }, { headers: { 'cache-control': 'no-store' } });
});
