import { digListData, listDigs } from '#lib/modules/excavation/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { PageServerLoadEvent } from './$types';

export const load = page(async ({ locals, url, depends }: PageServerLoadEvent) => {
	depends('excavation:digs');
	const search = Object.fromEntries(url.searchParams);
	return { list: await listDigs(locals.ctx, search), ...(await digListData(locals.ctx)) };
});
