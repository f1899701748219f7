import { fibreProgramme } from '#lib/modules/excavation/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { PageServerLoadEvent } from './$types';

export const load = page(async ({ locals, url, depends }: PageServerLoadEvent) => {
	depends('excavation:fibre');
	const { unit, stage, q } = Object.fromEntries(url.searchParams);
	return { programme: await fibreProgramme(locals.ctx, { unit, stage, q }) };
});
