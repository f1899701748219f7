import type { TimelineWork } from '../../rules/index.ts';

type Position = readonly number[];

/**
 * The work nearest to a place, no further than `reach` degrees of longitude; null without one. WGS84, on a plane that
 * is true around the place.
 */
export function nearestWork(
	works: Iterable<TimelineWork>,
	[lon, lat]: readonly [number, number],
	reach: number
): TimelineWork | null {
	const stretch = 1 / Math.cos((lat * Math.PI) / 180);
	const local = ([x = 0, y = 0]: Position) => [x - lon, (y - lat) * stretch] as const;
	let best: TimelineWork | null = null;
	let least = reach;
	for (const work of works)
		for (const line of linesOf(work.geometry)) {
			if (!isNear(line, lon, lat, reach)) continue;
			for (let i = 0; i < line.length; i++) {
				const away = distance(local(line[Math.max(0, i - 1)]!), local(line[i]!));
				if (away < least) [best, least] = [work, away];
			}
		}
	return best;
}

/** Whether the box around the points comes as near as that. */
function isNear(line: readonly Position[], lon: number, lat: number, reach: number): boolean {
	let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const [x = 0, y = 0] of line) {
		west = Math.min(west, x);
		east = Math.max(east, x);
		south = Math.min(south, y);
		north = Math.max(north, y);
	}
	return lon >= west - reach && lon <= east + reach && lat >= south - reach && lat <= north + reach;
}

/** From the origin to the piece between two points. */
function distance([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number]): number {
	const [dx, dy] = [bx - ax, by - ay];
	const along = dx || dy ? Math.max(0, Math.min(1, -(ax * dx + ay * dy) / (dx * dx + dy * dy))) : 0;
	return Math.hypot(ax + along * dx, ay + along * dy);
}

/** Points, lines and rings as rows of positions. */
function linesOf(shape: GeoJSON.Geometry): readonly (readonly Position[])[] {
	switch (shape.type) {
		case 'Point':
			return [[shape.coordinates]];
		case 'MultiPoint':
			return shape.coordinates.map((at) => [at]);
		case 'LineString':
			return [shape.coordinates];
		case 'MultiLineString':
		case 'Polygon':
			return shape.coordinates;
		case 'MultiPolygon':
			return shape.coordinates.flat();
		case 'GeometryCollection':
			return shape.geometries.flatMap(linesOf);
	}
}
