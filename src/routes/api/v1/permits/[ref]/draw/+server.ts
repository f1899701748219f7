import { permitDraws } from '#lib/modules/permits/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	GET: {
		summary: 'How the reviewer was drawn: seed, candidates, pick, and the rule to compute it again',
		access: 'Auditors.'
	}
};

export const GET = endpoint(async ({ params, locals }) =>
	Response.json(await permitDraws(locals.ctx, params.ref ?? ''))
);
