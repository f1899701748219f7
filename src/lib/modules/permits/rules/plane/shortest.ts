import type { Edge, Point } from './types.ts';

/** The shortest straight way between two things: from the first to the second, in metres. */
export interface ShortestLine {
	from: Point;
	to: Point;
	distance: number;
}

/** The shortest way from any of some edges to any of others (as `ST_ShortestLine`); null when one side is empty. */
export function shortestLine(from: readonly Edge[], to: readonly Edge[]): ShortestLine | null {
	let best: ShortestLine | null = null;
	for (const e of from) {
		for (const f of to) {
			// Boxes farther apart than the best so far need no closer look.
			if (best && boxGap(e, f) >= best.distance) continue;
			const line = between(e, f);
			if (!best || line.distance < best.distance) best = line;
			if (best.distance === 0) return best;
		}
	}
	return best;
}

/** The nearest position on an edge. */
export function nearestOn({ a, b }: Edge, p: Point): Point {
	const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
	const square = dx * dx + dy * dy;
	const t = square === 0 ? 0 : ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / square;
	const held = Math.max(0, Math.min(1, t));
	return [a[0] + held * dx, a[1] + held * dy];
}

/** The shortest way from a position to any of some edges. */
export function wayTo(edges: readonly Edge[], from: Point): ShortestLine | null {
	return shortestLine([{ a: from, b: from }], edges);
}

function between(e: Edge, f: Edge): ShortestLine {
	const crossing = cross(e, f);
	if (crossing) return { from: crossing, to: crossing, distance: 0 };
	const lines = [
		line(e.a, nearestOn(f, e.a)),
		line(e.b, nearestOn(f, e.b)),
		line(nearestOn(e, f.a), f.a),
		line(nearestOn(e, f.b), f.b)
	];
	return lines.reduce((best, next) => (next.distance < best.distance ? next : best));
}

function line(from: Point, to: Point): ShortestLine {
	return { from, to, distance: Math.hypot(to[0] - from[0], to[1] - from[1]) };
}

/** Where two edges cross in their middles. */
function cross({ a, b }: Edge, { a: c, b: d }: Edge): Point | null {
	const turn = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0]);
	if (turn === 0) return null;
	const t = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / turn;
	const u = ((c[0] - a[0]) * (b[1] - a[1]) - (c[1] - a[1]) * (b[0] - a[0])) / turn;
	if (t < 0 || t > 1 || u < 0 || u > 1) return null;
	return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
}

function boxGap(e: Edge, f: Edge): number {
	const gap = (i: 0 | 1) =>
		Math.max(
			0,
			Math.min(e.a[i], e.b[i]) - Math.max(f.a[i], f.b[i]),
			Math.min(f.a[i], f.b[i]) - Math.max(e.a[i], e.b[i])
		);
	return Math.hypot(gap(0), gap(1));
}
