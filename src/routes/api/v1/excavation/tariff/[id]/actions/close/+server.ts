import { CloseTariff } from '#lib/modules/excavation/rules/index.ts';
import { closeTariff } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'End a price after a day (today when none is named), with a reason',
		access: 'Coordinators.',
		body: CloseTariff
	}
};

export const POST: RequestHandler = endpoint(async ({ request, params, locals }) =>
	Response.json(await closeTariff(locals.ctx, params.id, await readJson(request)))
);
