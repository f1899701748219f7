import { areaOf } from '#lib/kernel/geometry.ts';
import type { Boundary } from '../check/frontage.ts';
import type { CodeValues } from '../code/types.ts';
import { difference } from '../plane/clip.ts';
import { edgeLength, outward } from '../plane/edges.ts';
import type { Edge, Point, Surface } from '../plane/types.ts';

/** Half-circles at the ends of a strip are drawn about the true ones, so that what is left keeps its distance. */
const STEPS = 8;

/**
 * What a plot leaves to build on when every setback is kept: the plot without the ground within each setback of its
 * boundary. Null when nothing is left.
 */
export function buildableOf(
	boundary: Boundary,
	{ front_setback_m = 0, rear_setback_m = 0, side_setback_m = 0 }: CodeValues
): Surface | null {
	const strips = [
		...boundary.fronts.flatMap((front) => strip(front.edges, front_setback_m)),
		...strip(boundary.rear, rear_setback_m),
		...strip(boundary.sides, side_setback_m)
	];
	const left = strips.length ? difference(boundary.plot, strips) : boundary.plot;
	return left && areaOf(left) > 0.01 ? left : null;
}

function strip(edges: readonly Edge[], metres: number): Surface[] {
	return metres > 0 ? edges.map((edge) => around(edge, metres)) : [];
}

/** The ground within a distance of an edge. */
function around(edge: Edge, metres: number): Surface {
	const length = edgeLength(edge);
	const [nx, ny] = outward(edge);
	const along: Point = [(edge.b[0] - edge.a[0]) / length, (edge.b[1] - edge.a[1]) / length];
	const at = ([x, y]: Point, angle: number, reach: number): number[] => [
		x + reach * (Math.cos(angle) * nx + Math.sin(angle) * along[0]),
		y + reach * (Math.cos(angle) * ny + Math.sin(angle) * along[1])
	];
	const step = Math.PI / STEPS;
	const arc = (end: Point, from: number) => [
		at(end, from, metres),
		...Array.from({ length: STEPS }, (_, i) => at(end, from + (i + 0.5) * step, metres / Math.cos(step / 2))),
		at(end, from + Math.PI, metres)
	];
	const ring = [...arc(edge.b, 0), ...arc(edge.a, Math.PI)];
	return { type: 'Polygon', coordinates: [[...ring, ring[0]!]] };
}
