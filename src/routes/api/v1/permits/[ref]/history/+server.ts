import { permitHistory } from '#lib/modules/permits/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	GET: {
		summary: 'Every step of a permit, the newest first; its applicant is told no officer’s name',
		access: 'As for the permit.'
	}
};

export const GET = endpoint(async ({ params, locals }) =>
	Response.json({ items: await permitHistory(locals.ctx, params.ref ?? '') })
);
