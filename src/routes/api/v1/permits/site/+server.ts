import { SiteDrawn, SiteQuery } from '#lib/modules/permits/rules/index.ts';
import { siteStatement, statementOfDrawn } from '#lib/modules/permits/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';

const access =
	'Staff, and applicant engineers; buried networks and digs for those who may see them. Saves nothing.';

export const _docs: Docs = {
	GET: {
		summary:
			'Site statement of a plot: area, frontages, street widths, what the code allows, constraints, corners',
		access,
		query: SiteQuery
	},
	POST: { summary: 'The same of a surface that was drawn or surveyed', access, body: SiteDrawn }
};

export const GET = endpoint(async ({ url, locals }) =>
	Response.json(await siteStatement(locals.ctx, Object.fromEntries(url.searchParams)))
);

export const POST = endpoint(async ({ request, locals }) =>
	Response.json(await statementOfDrawn(locals.ctx, await readJson(request, 200_000)))
);
