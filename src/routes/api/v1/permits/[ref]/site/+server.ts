import { caseSite } from '#lib/modules/permits/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	GET: {
		summary:
			'What lies around the plot of a permit: streets with their rays, neighbours, constraints by the state of their layers, digs and networks, other permits of the plot without anybody’s name',
		access: 'As for the permit; networks and digs as far as the asker sees their layers.'
	}
};

export const GET = endpoint(async ({ params, locals }) =>
	Response.json(await caseSite(locals.ctx, params.ref ?? ''), {
		headers: { 'cache-control': 'private, no-cache' }
	})
);
