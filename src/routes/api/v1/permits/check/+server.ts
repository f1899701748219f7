import { CheckOnSite } from '#lib/modules/permits/rules/index.ts';
import { checkPermit } from '#lib/modules/permits/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	POST: {
		summary: 'Rules R00 to R22 for a building: verdict, actual, limit, article and what to draw',
		access: 'Staff, and applicant engineers. Saves nothing.',
		body: CheckOnSite
	}
};

export const POST = endpoint(async ({ request, locals }) =>
	Response.json(await checkPermit(locals.ctx, await readJson(request, 2_000_000)))
);
