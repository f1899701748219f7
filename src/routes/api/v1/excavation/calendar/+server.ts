import { AddRow, DayRange } from '#lib/modules/excavation/rules/index.ts';
import { addCalendarRow, readCalendar } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { idempotencyKey } from '#lib/server/http/preconditions.ts';
import { queryOf } from '#lib/server/http/query.ts';

export const _docs: Docs = {
	GET: {
		summary: 'The calendar between two days: each day at a glance, and every row with its origin',
		access: 'Staff concerned with digs.',
		query: DayRange
	},
	POST: {
		summary: 'Add a row: a period, hours of streets, a shift of schools',
		access: 'Coordinators and planners.',
		headers: {
			'Idempotency-Key': 'Repeated with the same body: the stored answer; with another: key_reused'
		},
		body: AddRow,
		status: 201
	}
};

export const GET = endpoint(async ({ url, locals }) =>
	Response.json(await readCalendar(locals.ctx, queryOf(url, DayRange)))
);

export const POST = endpoint(async ({ request, locals }) => {
	const key = idempotencyKey(request);
	const { answer, repeated } = await addCalendarRow(locals.ctx, await readJson(request), { key });
	const headers: Record<string, string> = repeated ? { 'idempotent-replayed': 'true' } : {};
	return Response.json(answer, { status: 201, headers });
});
