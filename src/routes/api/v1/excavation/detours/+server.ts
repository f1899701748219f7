import { ProposeDetours } from '#lib/modules/excavation/rules/index.ts';
import { proposeDetours } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	POST: {
		summary:
			'The ways round a work that would close the road here, from the road graph, each direction its own',
		access: 'Staff. Saves nothing.',
		body: ProposeDetours
	}
};

export const POST = endpoint(async ({ request, locals }) =>
	Response.json(await proposeDetours(locals.ctx, await readJson(request, 2_000_000)))
);
