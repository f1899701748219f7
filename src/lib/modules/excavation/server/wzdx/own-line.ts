import type { Geometry } from 'geojson';
import { outlineOf } from '#lib/kernel/distance.ts';

type Point = readonly [number, number];

/** Half of the least length of a line, metres. */
const HALF = 5;

/** A line for a work that lies in no street: its longest part as drawn; across a surface; a few metres at a point. */
export function ownLine(work: Geometry): readonly Point[] {
	const lines = partsOf(work).filter((p) => p.length > 1);
	const [longest] = lines.sort((a, b) => lengthOf(b) - lengthOf(a));
	if (longest && lengthOf(longest) > 0) return longest;
	const points = outlineOf(work).edges.map(([p]) => p);
	const [first] = points;
	if (!first) throw new Error('a work without a place');
	const far = points.reduce((best, p) => (apart(first, p) > apart(first, best) ? p : best), first);
	if (apart(first, far) > 0) return [first, far];
	return [
		[first[0] - HALF, first[1]],
		[first[0] + HALF, first[1]]
	];
}

function partsOf(work: Geometry): Point[][] {
	switch (work.type) {
		case 'LineString':
			return [work.coordinates as unknown as Point[]];
		case 'MultiLineString':
			return work.coordinates as unknown as Point[][];
		case 'GeometryCollection':
			return work.geometries.flatMap(partsOf);
		default:
			return [];
	}
}

const apart = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1]);
const lengthOf = (line: readonly Point[]) =>
	line.reduce((sum, p, i) => (i ? sum + apart(line[i - 1]!, p) : 0), 0);
