import { EditContractor } from '#lib/modules/excavation/rules/index.ts';
import { editContractor } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	PATCH: {
		summary: 'Change what is named; `seen` is the updated_at that the sender saw',
		access: 'Coordinators.',
		body: EditContractor
	}
};

export const PATCH: RequestHandler = endpoint(async ({ params, request, locals }) =>
	Response.json(await editContractor(locals.ctx, params.id, await readJson(request)))
);
