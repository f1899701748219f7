import { DomainError } from '#lib/kernel/errors.ts';
import { CloseRow, TABLES } from '#lib/modules/excavation/rules/index.ts';
import { closeCalendarRow } from '#lib/modules/excavation/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestHandler } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'Take a row out, with a reason: a period as a whole, weekly hours after a day',
		access: 'Coordinators and planners.',
		body: CloseRow
	}
};

export const POST: RequestHandler = endpoint(async ({ request, params, locals }) => {
	const table = TABLES.find((t) => t === params.table);
	if (!table) throw new DomainError('not_found');
	return Response.json(await closeCalendarRow(locals.ctx, table, params.id, await readJson(request)));
});
