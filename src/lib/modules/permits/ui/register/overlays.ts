import type { SymbolRule } from '#lib/kernel/layer.ts';
import type { Overlay } from '#lib/map/types.ts';
import type { PublicPermit, PublicRecord } from '../../rules/register/types.ts';

const PLOT: readonly SymbolRule[] = [
	{ stroke: 'token:measure', width: 2.5, casing: 'token:halo', casingWidth: 1.5 }
];
const BUILDING: readonly SymbolRule[] = [
	{ stroke: 'token:permit', width: 2, fill: 'token:permit', fillOpacity: 0.2 }
];
const FOUND: readonly SymbolRule[] = [
	{ shape: 'circle', radius: 5, fill: 'token:permit', stroke: 'token:halo', width: 1.5 }
];

/** The plot of an entry, and the building asked for. */
export function recordOverlays({ plot, footprint }: PublicRecord): Overlay[] {
	return [
		{ id: 'register-plot', style: PLOT, order: 1, features: plot },
		...(footprint ? [{ id: 'register-building', style: BUILDING, order: 2, features: footprint }] : [])
	];
}

/** Where the listed entries are: on a map of a whole city a plot is too small to be seen. */
export function foundOverlay(permits: readonly PublicPermit[]): Overlay {
	const features = permits.map(({ at, reference }) => ({
		type: 'Feature' as const,
		id: reference,
		geometry: { type: 'Point' as const, coordinates: at },
		properties: {}
	}));
	return { id: 'register-found', style: FOUND, order: 1, features: { type: 'FeatureCollection', features } };
}
