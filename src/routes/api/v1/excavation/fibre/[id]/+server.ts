import { EditFibreArea } from '#lib/modules/excavation/rules/index.ts';
import { deleteFibreArea, editFibreArea, fibreArea } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	GET: {
		summary: 'An area with its digs, tied and suggested, and the buildings of agencies in it',
		access: 'Staff concerned with digs.'
	},
	PATCH: {
		summary: 'Change what is named; `seen` is the updated_at that the sender saw',
		access: 'Planners of its company, coordinators.',
		body: EditFibreArea
	},
	DELETE: { summary: 'Remove an area', access: 'Planners of its company, coordinators.', status: 204 }
};

export const GET: RequestHandler = endpoint(async ({ params, locals }) =>
	Response.json(await fibreArea(locals.ctx, params.id))
);

export const PATCH: RequestHandler = endpoint(async ({ params, request, locals }) =>
	Response.json(await editFibreArea(locals.ctx, params.id, await readJson(request)))
);

export const DELETE: RequestHandler = endpoint(async ({ params, locals }) => {
	await deleteFibreArea(locals.ctx, params.id);
	return new Response(null, { status: 204 });
});
