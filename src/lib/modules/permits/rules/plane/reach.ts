import { edgeLength } from './edges.ts';
import { inside } from './inside.ts';
import { joined, type Interval } from './intervals.ts';
import type { Edge, Point, Surface } from './types.ts';

/**
 * The stretches of an edge that lie in a surface or within `reach` metres of it, as shares of the edge.
 * @param border the edges of the surface.
 */
export function stretchesNear(
	edge: Edge,
	surface: Surface,
	border: readonly Edge[],
	reach: number
): Interval[] {
	const near = border.flatMap((side) => withinOfEdge(edge, side, reach));
	return joined([...near, ...within(edge, surface, border)], 1e-9);
}

/** The stretches of an edge in a surface: between two crossings it is wholly in or wholly out. */
function within(edge: Edge, surface: Surface, border: readonly Edge[]): Interval[] {
	const cuts = [0, ...border.flatMap((side) => crossing(edge, side) ?? []), 1].sort((p, q) => p - q);
	const found: Interval[] = [];
	for (let i = 1; i < cuts.length; i++) {
		const [from, to] = [cuts[i - 1]!, cuts[i]!];
		if (to > from && inside(surface, at(edge, (from + to) / 2))) found.push([from, to]);
	}
	return found;
}

/** What of an edge lies within a distance of another: one stretch, for all that is so near to a segment is convex. */
function withinOfEdge(edge: Edge, side: Edge, reach: number): Interval[] {
	const parts = [disc(edge, side.a, reach), disc(edge, side.b, reach), strip(edge, side, reach)].flatMap(
		(part) => part ?? []
	);
	if (parts.length === 0) return [];
	const from = Math.max(0, Math.min(...parts));
	const to = Math.min(1, Math.max(...parts));
	return to > from ? [[from, to]] : [];
}

/** Where the line through an edge is within `reach` of a position. */
function disc({ a, b }: Edge, p: Point, reach: number): [number, number] | null {
	const [dx, dy, ex, ey] = [b[0] - a[0], b[1] - a[1], a[0] - p[0], a[1] - p[1]];
	const square = dx * dx + dy * dy;
	const half = (dx * ex + dy * ey) / square;
	const root = half * half - (ex * ex + ey * ey - reach * reach) / square;
	return root < 0 ? null : [-half - Math.sqrt(root), -half + Math.sqrt(root)];
}

/** Where the line through an edge runs beside another edge and within `reach` of the line through that. */
function strip({ a, b }: Edge, side: Edge, reach: number): [number, number] | null {
	const length = edgeLength(side);
	if (length === 0) return null;
	const [ux, uy] = [(side.b[0] - side.a[0]) / length, (side.b[1] - side.a[1]) / length];
	const local = (p: Point): Point => [
		(p[0] - side.a[0]) * ux + (p[1] - side.a[1]) * uy,
		(p[1] - side.a[1]) * ux - (p[0] - side.a[0]) * uy
	];
	const [from, to] = [local(a), local(b)];
	const beside = slab(from[0], to[0], 0, length);
	const near = slab(from[1], to[1], -reach, reach);
	if (!beside || !near) return null;
	const both: [number, number] = [Math.max(beside[0], near[0]), Math.min(beside[1], near[1])];
	return both[0] <= both[1] ? both : null;
}

/** For which shares a value that goes evenly from one to another lies between two bounds. */
function slab(from: number, to: number, low: number, high: number): [number, number] | null {
	if (from === to) return from >= low && from <= high ? [-Infinity, Infinity] : null;
	const [s, t] = [(low - from) / (to - from), (high - from) / (to - from)];
	return s < t ? [s, t] : [t, s];
}

function crossing({ a, b }: Edge, { a: c, b: d }: Edge): number | null {
	const turn = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0]);
	if (turn === 0) return null;
	const t = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / turn;
	const u = ((c[0] - a[0]) * (b[1] - a[1]) - (c[1] - a[1]) * (b[0] - a[0])) / turn;
	return t > 0 && t < 1 && u >= 0 && u <= 1 ? t : null;
}

const at = ({ a, b }: Edge, t: number): Point => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
