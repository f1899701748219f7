import { mapCatalogue } from '#lib/modules/layers/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { PageServerLoadEvent } from './$types';

export const load = page(async ({ locals }: PageServerLoadEvent) => ({
	catalogue: await mapCatalogue(locals.ctx)
}));
