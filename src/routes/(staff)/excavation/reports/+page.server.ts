import { listReports } from '#lib/modules/excavation/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import { can } from '#lib/server/policy/index.ts';
import type { PageServerLoadEvent } from './$types';

export const load = page(async ({ locals, url, depends }: PageServerLoadEvent) => {
	depends('excavation:reports');
	const { ctx } = locals;
	const reports = await listReports(ctx, Object.fromEntries(url.searchParams));
	return { reports, mayClose: can(ctx.actor, 'report:close') };
});
