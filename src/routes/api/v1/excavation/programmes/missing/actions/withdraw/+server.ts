import { WithdrawMissing } from '#lib/modules/excavation/rules/index.ts';
import { withdrawMissing } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	POST: {
		summary:
			'Take back works that their agency’s programme does not name any more, all or none, for one reason',
		access: 'Planners of the agency; coordinators.',
		body: WithdrawMissing
	}
};

export const POST = endpoint(async ({ request, locals }) =>
	Response.json(await withdrawMissing(locals.ctx, await readJson(request)))
);
