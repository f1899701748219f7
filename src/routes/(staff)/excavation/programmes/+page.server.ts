import { callPeriod, listCalls } from '#lib/modules/excavation/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { PageServerLoadEvent } from './$types';

export const load = page(async ({ locals: { ctx }, depends }: PageServerLoadEvent) => {
	depends('excavation:digs');
	return { calls: await listCalls(ctx), offer: await callPeriod(ctx) };
});
