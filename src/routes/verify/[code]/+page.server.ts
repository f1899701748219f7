import { NO_CODE } from '#lib/modules/excavation/rules/index.ts';
import { checkPermit, permitKey } from '#lib/modules/excavation/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { PageServerLoadEvent } from './$types';

export const load = page(async ({ locals, params, setHeaders }: PageServerLoadEvent) => {
	setHeaders({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
	const check = params.code === NO_CODE ? null : await checkPermit(locals.ctx, params.code);
	return { check, key: permitKey(locals.ctx) };
});
