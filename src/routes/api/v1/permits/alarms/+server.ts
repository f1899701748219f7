import { openAlarms } from '#lib/modules/permits/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

export const _docs: Docs = {
	GET: {
		summary:
			'Undecided cases at 70 and 90 % of the law’s days, and those whose silence is consent, not answered yet',
		access: 'Heads of engineering; from 90 % authorities; when time ran out governors.'
	}
};

export const GET = endpoint(async ({ locals }) =>
	Response.json(
		{ items: await openAlarms(locals.ctx) },
		{ headers: { 'cache-control': 'private, no-store' } }
	)
);
