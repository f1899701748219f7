import { publishedCard } from '#lib/modules/excavation/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { PageServerLoadEvent } from './$types';

/** One published work, to be sent to somebody or printed; of others nothing is said. */
export const load = page(async ({ locals, params }: PageServerLoadEvent) => ({
	work: await publishedCard(locals.ctx, params.ref)
}));
