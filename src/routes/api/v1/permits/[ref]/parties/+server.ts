import { readParties } from '#lib/modules/permits/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	GET: {
		summary: 'Owner, engineer and representative; the reading is written down',
		access: 'As for the permit, but for its reviewer only after having signed the recommendation.'
	}
};

export const GET = endpoint(async ({ params, locals }) =>
	Response.json({ items: await readParties(locals.ctx, params.ref ?? '') })
);
