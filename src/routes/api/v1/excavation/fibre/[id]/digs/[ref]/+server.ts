import { tieDig } from '#lib/modules/excavation/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	PUT: { summary: 'Tie a dig to an area', access: 'Planners of its company, coordinators.' },
	DELETE: { summary: 'Untie a dig from an area', access: 'Planners of its company, coordinators.' }
};

export const PUT: RequestHandler = endpoint(async ({ params, locals }) =>
	Response.json(await tieDig(locals.ctx, params.id, params.ref, true))
);

export const DELETE: RequestHandler = endpoint(async ({ params, locals }) =>
	Response.json(await tieDig(locals.ctx, params.id, params.ref, false))
);
