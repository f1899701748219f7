import type { Ctx } from '#lib/server/context.ts';
import { can, demand } from '#lib/server/policy/index.ts';
import { DIGS_LAYER, getLayer, LAYERS, type ImportTarget } from '../../rules/index.ts';

/** The layers that the actor may import into. */
export function importTargets(ctx: Pick<Ctx, 'actor'>): ImportTarget[] {
	return LAYERS.filter((layer) =>
		layer.id === DIGS_LAYER.id ? can(ctx.actor, 'dig:import') : can(ctx.actor, 'layer:import', layer)
	).map(({ id, title, geometry }) => ({ id, title, geometry }));
}

/** @throws DomainError `not_signed_in`, `forbidden` for whoever may import into no layer at all. */
export function demandImporter(ctx: Pick<Ctx, 'actor'>): void {
	if (importTargets(ctx).length === 0) demand(ctx, 'layer:import', { importable: false, writers: [] });
}

/** @throws DomainError `layer_unknown`, `not_signed_in`, `forbidden`. */
export function demandTarget(ctx: Pick<Ctx, 'actor'>, layerId: string): void {
	if (layerId === DIGS_LAYER.id) demand(ctx, 'dig:import');
	else demand(ctx, 'layer:import', getLayer(layerId));
}
