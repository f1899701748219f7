import { DomainError } from '#lib/kernel/errors.ts';
import type { LayerDef } from '#lib/kernel/layer.ts';
import { ADMINISTRATIVE } from './administrative.ts';
import { GROUND } from './ground.ts';
import { NETWORKS } from './networks.ts';
import { PERMITS } from './permits.ts';
import { PLANNING } from './planning.ts';
import { SERVICES } from './services.ts';
import { TRANSIT } from './transit.ts';
import { WORK } from './work.ts';

/** Every layer there is: what can be shown, searched, imported and exported. */
export const LAYERS: readonly LayerDef[] = [
	...GROUND,
	...ADMINISTRATIVE,
	...PLANNING,
	...NETWORKS,
	...SERVICES,
	...TRANSIT,
	...PERMITS,
	...WORK
];

const byId = new Map(LAYERS.map((l) => [l.id, l]));

export function findLayer(id: string): LayerDef | undefined {
	return byId.get(id);
}

/** @throws DomainError `layer_unknown` */
export function getLayer(id: string): LayerDef {
	const layer = byId.get(id);
	if (!layer) throw new DomainError('layer_unknown', { params: { layer: id } });
	return layer;
}
