import { callsWaiting, deskOf, mayWatch } from '#lib/modules/excavation/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { PageServerLoadEvent } from './$types';

export const load = page(async ({ locals, depends, url }: PageServerLoadEvent) => {
	depends('excavation:digs');
	const kind = url.searchParams.get('kind') ?? undefined;
	return {
		desk: await deskOf(locals.ctx, { kind }),
		calls: kind === undefined ? await callsWaiting(locals.ctx) : [],
		kind,
		watches: mayWatch(locals.ctx)
	};
});
