import { mapCatalogue } from '#lib/modules/layers/server/index.ts';
import { makeCtx } from '#lib/server/context.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { LayoutServerLoadEvent } from './$types';

/** Everybody sees the same map here, also those who may see more elsewhere. */
export const load = page(async ({ locals }: LayoutServerLoadEvent) => {
	const { ctx } = locals;
	const catalogue = await mapCatalogue(makeCtx(ctx.platform, { locale: ctx.locale }));
	const layers = catalogue.layers.map((l) => (l.id === 'public_permits' ? { ...l, visible: true } : l));
	return { catalogue: { ...catalogue, layers } };
});
