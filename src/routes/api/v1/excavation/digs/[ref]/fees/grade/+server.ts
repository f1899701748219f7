import { SetGrade } from '#lib/modules/excavation/rules/index.ts';
import { setRoadGrade } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	PUT: {
		summary: 'The grade of the road by the register of roads; null: as the map has it',
		access: 'Coordinators.',
		body: SetGrade
	}
};

export const PUT: RequestHandler = endpoint(async ({ request, params, locals }) =>
	Response.json(await setRoadGrade(locals.ctx, params.ref, await readJson(request)))
);
