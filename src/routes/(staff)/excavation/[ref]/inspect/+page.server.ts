import { inspectionForm } from '#lib/modules/excavation/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { PageServerLoadEvent } from './$types';

export const load = page(({ locals, params, depends }: PageServerLoadEvent) => {
	depends('excavation:digs');
	return inspectionForm(locals.ctx, params.ref);
});
