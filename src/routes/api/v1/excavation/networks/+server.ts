import { DeclareNetwork } from '#lib/modules/excavation/rules/index.ts';
import { declareNetwork, listNetworkOwners } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	GET: {
		summary: 'Whose networks lie where: who is asked when somebody wants to dig',
		access: 'Staff concerned with digs.'
	},
	POST: {
		summary:
			'Declare a network layer, an area, the lines of a layer within an area, or a pipe (lines) as a unit’s own',
		access: 'Utility planners for their own unit, coordinators for any.',
		body: DeclareNetwork,
		status: 201
	}
};

export const GET = endpoint(async ({ locals }) =>
	Response.json({ items: await listNetworkOwners(locals.ctx) })
);

export const POST = endpoint(async ({ request, locals }) =>
	Response.json({ id: await declareNetwork(locals.ctx, await readJson(request)) }, { status: 201 })
);
