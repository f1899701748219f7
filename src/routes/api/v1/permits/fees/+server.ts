import { QuoteFees } from '#lib/modules/permits/rules/index.ts';
import { quoteFees } from '#lib/modules/permits/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	POST: {
		summary:
			'What a permit costs: a line for each fee with its formula, version, article and whether it is verified',
		access: 'Staff, and applicant engineers. Saves nothing.',
		body: QuoteFees
	}
};

export const POST = endpoint(async ({ request, locals }) =>
	Response.json(await quoteFees(locals.ctx, await readJson(request)))
);
