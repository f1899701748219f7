import { KeepMissing } from '#lib/modules/excavation/rules/index.ts';
import { keepMissing } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	POST: {
		summary: 'Leave works as they are though their agency’s programme does not name them any more',
		access: 'Planners of the agency; coordinators.',
		body: KeepMissing
	}
};

export const POST = endpoint(async ({ request, locals }) =>
	Response.json(await keepMissing(locals.ctx, await readJson(request)))
);
