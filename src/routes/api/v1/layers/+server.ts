import { mapCatalogue } from '#lib/modules/layers/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	GET: {
		summary: 'The layers the caller may see, with titles, drawing rules, fields and extent',
		access: 'Public; more layers for those who are signed in.'
	}
};

export const GET = endpoint(async ({ locals }) =>
	Response.json(await mapCatalogue(locals.ctx), { headers: { 'cache-control': 'private, no-cache' } })
);
