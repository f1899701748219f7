import { SetStages } from '#lib/modules/permits/rules/index.ts';
import { listStages, plannedStages, setStages } from '#lib/modules/permits/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	GET: {
		summary:
			'The stages of a building that are inspected, as in force today, and the lists `planned`; unverified ones are a proposal',
		access: 'Whoever may list permits.'
	},
	POST: {
		summary: 'Put a whole list of stages in force from a day on; sites notified before keep theirs',
		access: 'Heads of engineering.',
		body: SetStages,
		status: 201
	}
};

export const GET = endpoint(async ({ locals: { ctx } }) =>
	Response.json({ items: await listStages(ctx), planned: await plannedStages(ctx) })
);

export const POST = endpoint(async ({ request, locals }) =>
	Response.json({ items: await setStages(locals.ctx, await readJson(request)) }, { status: 201 })
);
