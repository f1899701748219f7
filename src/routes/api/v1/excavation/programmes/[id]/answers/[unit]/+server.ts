import { planNothing } from '#lib/modules/excavation/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestEvent } from './$types';

export const _docs: Docs = {
	PUT: {
		summary: 'Answer a call: the agency plans nothing in the period (works are handed in by importing them)',
		access: 'Planners of the agency, by its id or code; coordinators.'
	}
};

export const PUT = endpoint(async ({ params, locals }: RequestEvent) =>
	Response.json(await planNothing(locals.ctx, params.id, params.unit))
);
