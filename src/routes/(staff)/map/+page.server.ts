import { mapCatalogue } from '#lib/modules/layers/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import { can } from '#lib/server/policy/index.ts';
import type { PageServerLoadEvent } from './$types';

export const load = page(async ({ locals }: PageServerLoadEvent) => {
	const catalogue = await mapCatalogue(locals.ctx);
	if (can(locals.ctx.actor, 'dig:read')) return { catalogue };
	// What the public sees of the works, in the place of the register.
	const layers = catalogue.layers.map((l) => (l.id === 'public_works' ? { ...l, visible: true } : l));
	return { catalogue: { ...catalogue, layers } };
});
