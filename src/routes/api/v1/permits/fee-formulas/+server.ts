import { SetFeeFormula } from '#lib/modules/permits/rules/index.ts';
import { feeFormulas, setFeeFormula } from '#lib/modules/permits/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { idempotencyKey } from '#lib/server/http/preconditions.ts';

export const _docs: Docs = {
	GET: {
		summary: 'The table of permit fees: every row that there was, with its days, source and article',
		access: 'Staff, and applicant engineers.'
	},
	POST: {
		summary: 'A row from a day on; the row of the same scope ends the day before. Rows are never edited',
		access: 'Heads of engineering.',
		headers: {
			'Idempotency-Key': 'Repeated with the same body: the stored answer; with another: key_reused'
		},
		body: SetFeeFormula,
		status: 201
	}
};

export const GET = endpoint(async ({ locals }) => Response.json(await feeFormulas(locals.ctx)));

export const POST = endpoint(async ({ request, locals }) => {
	const key = idempotencyKey(request);
	const { answer, repeated } = await setFeeFormula(locals.ctx, await readJson(request), { key });
	const headers: Record<string, string> = repeated ? { 'idempotent-replayed': 'true' } : {};
	return Response.json(answer, { status: 201, headers });
});
