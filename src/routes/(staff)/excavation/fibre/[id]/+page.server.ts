import { fibreArea } from '#lib/modules/excavation/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { PageServerLoadEvent } from './$types';

export const load = page(async ({ locals, params, depends }: PageServerLoadEvent) => {
	depends('excavation:fibre');
	return { record: await fibreArea(locals.ctx, params.id) };
});
