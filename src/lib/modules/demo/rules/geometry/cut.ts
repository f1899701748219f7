import { crossing } from './line.ts';
import type { Ring } from './ring.ts';
import { at, cross, dot, lerp, sub, type Pt } from './vector.ts';

/** A place on an outline: on the edge that starts at vertex `edge`, a share `t` (0..1) of its way. */
export interface OnRing {
	edge: number;
	t: number;
	point: Pt;
}

/** A straight way through the inside of a ring, from outline to outline. */
export interface Chord {
	from: OnRing;
	to: OnRing;
	length: number;
}

/** The pieces of an infinite line that lie inside a ring, in the line's order. */
export function chordsOf(ring: Ring, origin: Pt, direction: Pt): Chord[] {
	const hits: { s: number; on: OnRing }[] = [];
	for (let i = 0; i < ring.length; i++) {
		const a = sub(at(ring, i), origin);
		const b = sub(at(ring, i + 1), origin);
		const [ca, cb] = [cross(direction, a), cross(direction, b)];
		if (ca > 0 === cb > 0) continue;
		const t = ca / (ca - cb);
		const point = lerp(at(ring, i), at(ring, i + 1), t);
		hits.push({ s: dot(sub(point, origin), direction), on: { edge: i, t, point } });
	}
	hits.sort((p, q) => p.s - q.s);
	const out: Chord[] = [];
	for (let i = 0; i + 1 < hits.length; i += 2) {
		const [a, b] = [hits[i], hits[i + 1]];
		if (a && b) out.push({ from: a.on, to: b.on, length: b.s - a.s });
	}
	return out;
}

/** The longest piece of a line inside a ring. */
export function longestChord(ring: Ring, origin: Pt, direction: Pt): Chord | undefined {
	return chordsOf(ring, origin, direction).reduce<Chord | undefined>(
		(best, c) => (!best || c.length > best.length ? c : best),
		undefined
	);
}

/**
 * The two parts of a ring cut from outline to outline, by way of `via` (points inside, in order).
 * The first part lies to the right of the cut when the ring runs counter-clockwise.
 */
export function splitRing(ring: Ring, from: OnRing, to: OnRing, via: readonly Pt[] = []): [Pt[], Pt[]] {
	return [
		[...outline(ring, from, to), ...[...via].reverse()],
		[...outline(ring, to, from), ...via]
	];
}

/** The outline from one place to another, both included, in the ring's own sense. */
function outline(ring: Ring, from: OnRing, to: OnRing): Pt[] {
	const n = ring.length;
	const start = from.edge + from.t;
	let end = to.edge + to.t;
	if (end <= start) end += n;
	const out: Pt[] = [from.point];
	for (let i = Math.floor(start) + 1; i < end; i++) out.push(at(ring, i));
	out.push(to.point);
	return withoutRepeats(out);
}

function withoutRepeats(points: readonly Pt[]): Pt[] {
	return points.filter((p, i) => {
		const q = points[i - 1];
		return !q || Math.abs(p[0] - q[0]) > 1e-6 || Math.abs(p[1] - q[1]) > 1e-6;
	});
}

/** The two parts of a ring cut along a line that enters and leaves it once; undefined when it does not. */
export function splitByLine(ring: Ring, line: readonly Pt[]): [Pt[], Pt[]] | undefined {
	const hits: { s: number; on: OnRing }[] = [];
	for (let i = 1; i < line.length; i++)
		for (let edge = 0; edge < ring.length; edge++) {
			const hit = crossing(at(line, i - 1), at(line, i), at(ring, edge), at(ring, edge + 1));
			if (!hit || hit.t < 0 || hit.t >= 1 || hit.u < 0 || hit.u >= 1) continue;
			const point = lerp(at(ring, edge), at(ring, edge + 1), hit.u);
			hits.push({ s: i - 1 + hit.t, on: { edge, t: hit.u, point } });
		}
	hits.sort((p, q) => p.s - q.s);
	const [into, out] = hits;
	if (!into || !out || hits.length !== 2) return undefined;
	const via = line.filter((_, i) => i > into.s && i < out.s);
	return splitRing(ring, into.on, out.on, via);
}
