import { IssueStatement, ListStatements } from '#lib/modules/permits/rules/index.ts';
import {
	certificatePaper,
	issueStatement,
	listStatements,
	parcelStatements
} from '#lib/modules/permits/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { idempotencyKey } from '#lib/server/http/preconditions.ts';
import { queryOf } from '#lib/server/http/query.ts';

export const _docs: Docs = {
	GET: {
		summary:
			'Statements, the newest first: those of a parcel (`parcel` alone), or those that departments issued, a page at a time',
		access: 'Of a parcel staff and applicant engineers; the list whoever works for the departments.',
		query: ListStatements
	},
	POST: {
		summary: 'Issue the statement of a plot (بيان صلاحية) as the code is today, with its paper',
		access: 'Windows, heads of engineering and authorities of the department of the plot.',
		headers: {
			'Idempotency-Key': 'Repeated with the same body: the stored answer; with another: key_reused'
		},
		body: IssueStatement,
		status: 201
	}
};

export const GET = endpoint(async ({ url, locals }) => {
	const asked = queryOf(url, ListStatements);
	const { parcel, ...filters } = ListStatements.parse(asked);
	const alone = parcel !== undefined && Object.keys(asked).length === 1;
	return Response.json(
		alone
			? { items: await parcelStatements(locals.ctx, parcel) }
			: await listStatements(locals.ctx, { ...filters, parcel }),
		{ headers: { 'cache-control': 'private, no-store' } }
	);
});

export const POST = endpoint(async ({ request, url, locals: { ctx } }) => {
	const options = { key: idempotencyKey(request) };
	const { answer } = await issueStatement(ctx, await readJson(request, 200_000), options);
	const origin = ctx.platform.config.ORIGIN ?? url.origin;
	const { sha256 } = await certificatePaper(ctx, answer.number, { origin });
	const location = `/api/v1/permits/certificates/${answer.number}/certificate.pdf`;
	return Response.json({ ...answer, sha256 }, { status: 201, headers: { location } });
});
