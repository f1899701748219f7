import { listContractors } from '#lib/modules/excavation/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { PageServerLoadEvent } from './$types';

export const load = page(async ({ locals, depends }: PageServerLoadEvent) => {
	depends('excavation:contractors');
	return { register: await listContractors(locals.ctx) };
});
