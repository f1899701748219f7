import { ReadPerformance } from '#lib/modules/permits/rules/index.ts';
import { performanceCsv, permitPerformance } from '#lib/modules/permits/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { queryOf } from '#lib/server/http/query.ts';

export const _docs: Docs = {
	GET: {
		summary:
			'Figures of departments and steps over a period: what waits and is late now, median and nine tenths of working days, what was sent back and decided, the alarms of the law',
		access:
			'Heads of engineering, authorities, heads of units, governors and auditors, of their departments.',
		query: ReadPerformance,
		responseTypes: ['application/json', 'text/csv']
	}
};

export const GET = endpoint(async ({ url, locals: { ctx } }) => {
	const asked = queryOf(url, ReadPerformance);
	const figures = await permitPerformance(ctx, asked);
	const headers = { 'cache-control': 'private, no-store' };
	if (asked['format'] !== 'csv') return Response.json(figures, { headers });
	const name = `permits-${figures.period.from}-${figures.period.to}.csv`;
	return new Response(performanceCsv(figures, ctx.locale), {
		headers: {
			...headers,
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="${name}"`
		}
	});
});
