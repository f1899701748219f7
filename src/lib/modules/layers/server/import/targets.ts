import type { Ctx } from '#lib/server/context.ts';
import { can, demand } from '#lib/server/policy/index.ts';
import {
	DIGS_LAYER,
	getLayer,
	LAYERS,
	PROGRAMME,
	PROGRAMME_LAYER,
	type ImportTarget
} from '../../rules/index.ts';

/** The layers that the actor may import into. */
export function importTargets(ctx: Pick<Ctx, 'actor'>): ImportTarget[] {
	const layers = LAYERS.filter((layer) =>
		layer.id === DIGS_LAYER.id ? can(ctx.actor, 'dig:import') : can(ctx.actor, 'layer:import', layer)
	).map(({ id, title, geometry }) => ({ id, title, geometry }));
	return can(ctx.actor, 'programme:bring') ? [PROGRAMME, ...layers] : layers;
}

/** What a file of works can fill: those of others, or a programme of one's own; undefined for a layer of the map. */
export function worksLayer(layerId: string): typeof DIGS_LAYER | undefined {
	return [DIGS_LAYER, PROGRAMME_LAYER].find((l) => l.id === layerId);
}

/** @throws DomainError `not_signed_in`, `forbidden` for whoever may import into no layer at all. */
export function demandImporter(ctx: Pick<Ctx, 'actor'>): void {
	if (importTargets(ctx).length === 0) demand(ctx, 'layer:import', { importable: false, writers: [] });
}

/** @throws DomainError `layer_unknown`, `not_signed_in`, `forbidden`. */
export function demandTarget(ctx: Pick<Ctx, 'actor'>, layerId: string): void {
	if (layerId === PROGRAMME_LAYER.id) demand(ctx, 'programme:bring');
	else if (layerId === DIGS_LAYER.id) demand(ctx, 'dig:import');
	else demand(ctx, 'layer:import', getLayer(layerId));
}
