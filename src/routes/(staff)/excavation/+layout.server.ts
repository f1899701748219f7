import { mapCatalogue } from '#lib/modules/layers/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { LayoutServerLoadEvent } from './$types';

export const load = page(async ({ locals }: LayoutServerLoadEvent) => ({
	catalogue: await mapCatalogue(locals.ctx)
}));
