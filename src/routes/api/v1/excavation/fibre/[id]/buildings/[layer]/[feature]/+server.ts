import { ConnectBuilding } from '#lib/modules/excavation/rules/index.ts';
import { connectBuilding } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	PUT: {
		summary: 'Since when a building of an agency is connected; null: it is not',
		access: 'Planners of its company, coordinators.',
		body: ConnectBuilding
	}
};

export const PUT: RequestHandler = endpoint(async ({ params, request, locals }) =>
	Response.json(await connectBuilding(locals.ctx, params.id, params, await readJson(request)))
);
