import type { Geometry } from 'geojson';

/** Smallest box around coordinates: minX, minY, maxX, maxY. */
export type Box = [number, number, number, number];

/** Where each system's numbers lie for places in Egypt (the sea before the coast included), in its own units. */
const RANGES: readonly (readonly [srid: number, box: Box])[] = [
	[4326, [24, 21, 38, 33]],
	// The belts before UTM: their northings are below 1.4 million, UTM's here above 2.3 million.
	[22992, [390_000, -100_000, 925_000, 1_130_000]],
	[22991, [90_000, 200_000, 520_000, 1_350_000]],
	[22993, [440_000, -50_000, 920_000, 450_000]],
	[32636, [200_000, 2_350_000, 830_000, 3_600_000]],
	[32635, [200_000, 2_350_000, 830_000, 3_600_000]],
	[3857, [2_650_000, 2_400_000, 4_150_000, 3_900_000]]
];

/** EPSG codes under which this box would lie in Egypt, most likely first; none for local (drawing) coordinates. */
export function suggestCrs(box: Box): number[] {
	if (box[0] > box[2]) return [];
	return RANGES.filter(([, r]) => box[0] >= r[0] && box[1] >= r[1] && box[2] <= r[2] && box[3] <= r[3]).map(
		([srid]) => srid
	);
}

/** True when the numbers can be degrees at all. */
export function couldBeDegrees(box: Box): boolean {
	return box[0] >= -180 && box[2] <= 180 && box[1] >= -180 && box[3] <= 180;
}

/** Widens the box by a geometry. */
export function widen(box: Box, geometry: Geometry): void {
	if (geometry.type === 'GeometryCollection') geometry.geometries.forEach((g) => widen(box, g));
	else widenBy(box, geometry.coordinates);
}

function widenBy(box: Box, value: unknown[]): void {
	const [x, y] = value;
	if (typeof x !== 'number' || typeof y !== 'number') {
		for (const inner of value) widenBy(box, inner as unknown[]);
		return;
	}
	box[0] = Math.min(box[0], x);
	box[1] = Math.min(box[1], y);
	box[2] = Math.max(box[2], x);
	box[3] = Math.max(box[3], y);
}

export const emptyBox = (): Box => [Infinity, Infinity, -Infinity, -Infinity];
