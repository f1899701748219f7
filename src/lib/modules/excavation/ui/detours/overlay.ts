import type { SymbolRule } from '#lib/kernel/layer.ts';
import type { Overlay } from '#lib/map/types.ts';
import { arrowsOf } from './arrows.ts';

/** As the layer of detours, a little stronger: dashes for the way, whole strokes for the arrows on it. */
export const DETOUR_STYLE: readonly SymbolRule[] = [
	{
		when: { field: 'arrow', in: [true] },
		stroke: 'token:school',
		width: 3,
		casing: 'token:halo',
		casingWidth: 1
	},
	{ stroke: 'token:school', width: 4, dash: [8, 7], casing: 'token:halo', casingWidth: 1.5 }
];

/** Where traffic is led, with the direction. WGS84. */
export function detourOverlay(lines: readonly GeoJSON.LineString[]): Overlay {
	const feature = (geometry: GeoJSON.Geometry, arrow: boolean): GeoJSON.Feature => ({
		type: 'Feature',
		properties: { arrow },
		geometry
	});
	return {
		id: 'detours',
		features: {
			type: 'FeatureCollection',
			features: [
				...lines.map((line) => feature(line, false)),
				...lines.flatMap(arrowsOf).map((arrow) => feature(arrow, true))
			]
		},
		style: DETOUR_STYLE,
		order: 1
	};
}
