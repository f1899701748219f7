import { AdoptYear } from '#lib/modules/excavation/rules/index.ts';
import { adoptYear } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	POST: {
		summary: 'Put the computed holidays, Ramadan and feasts of a year on record, to be confirmed',
		access: 'Coordinators and planners.',
		body: AdoptYear,
		status: 201
	}
};

export const POST = endpoint(async ({ request, locals }) =>
	Response.json(await adoptYear(locals.ctx, await readJson(request)), { status: 201 })
);
