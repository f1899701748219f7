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
				...lines.filter(isFirst).map((line) => feature(line, false)),
				...lines.flatMap(arrowsOf).map((arrow) => feature(arrow, true))
			]
		},
		style: DETOUR_STYLE,
		order: 1
	};
}

/** The way back along the same line needs no dashes of its own: they would fill the gaps of the way there. */
function isFirst(
	{ coordinates }: GeoJSON.LineString,
	i: number,
	all: readonly GeoJSON.LineString[]
): boolean {
	const back = JSON.stringify(coordinates.toReversed());
	return !all.slice(0, i).some((other) => JSON.stringify(other.coordinates) === back);
}
