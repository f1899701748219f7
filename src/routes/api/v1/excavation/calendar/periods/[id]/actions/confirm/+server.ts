import { ConfirmPeriod } from '#lib/modules/excavation/rules/index.ts';
import { confirmPeriod } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'Confirm a proposed period; other days than proposed close it and add what was decided',
		access: 'Coordinators and planners.',
		body: ConfirmPeriod
	}
};

export const POST: RequestHandler = endpoint(async ({ request, params, locals }) =>
	Response.json(await confirmPeriod(locals.ctx, params.id, await readJson(request)))
);
