import { z } from 'zod';
import { IssueStatement } from '#lib/modules/permits/rules/index.ts';
import { certificatePaper, issueStatement, parcelStatements } from '#lib/modules/permits/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { idempotencyKey } from '#lib/server/http/preconditions.ts';
import { queryOf } from '#lib/server/http/query.ts';

const Query = z.object({ parcel: z.string().regex(/^\d{1,18}$/, { message: 'field_id' }) });

export const _docs: Docs = {
	GET: {
		summary: 'Statements that were issued for a parcel, the newest first',
		access: 'Staff, and applicant engineers.',
		query: Query
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
	const { parcel } = Query.parse(queryOf(url, Query));
	return Response.json(
		{ items: await parcelStatements(locals.ctx, parcel) },
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
