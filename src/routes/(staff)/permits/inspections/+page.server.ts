import { inspectionSites, waitingSites } from '#lib/modules/permits/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { PageServerLoadEvent } from './$types';

export const load = page(async ({ locals: { ctx }, depends }: PageServerLoadEvent) => {
	depends('permits:cases');
	return { sites: await inspectionSites(ctx), waiting: await waitingSites(ctx) };
});
