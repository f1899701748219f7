import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	GET: { summary: 'Moved to /verify/key', access: 'Everybody.', status: 308 }
};

/** Programs of before ask here. */
export const GET: RequestHandler = endpoint(
	() => new Response(null, { status: 308, headers: { location: '/verify/key' } })
);
