import { feeFormulas } from '#lib/modules/permits/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { PageServerLoadEvent } from './$types';

export const load = page(async ({ locals, depends }: PageServerLoadEvent) => {
	depends('permits:tariff');
	return { tariff: await feeFormulas(locals.ctx) };
});
