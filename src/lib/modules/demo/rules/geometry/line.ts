import { along, at, cross, distance, left, lerp, scale, add, sub, towards, unit, type Pt } from './vector.ts';

/** A line of at least two points, metres. */
export type Line = readonly Pt[];

export function lineLength(line: Line): number {
	let sum = 0;
	for (let i = 1; i < line.length; i++) sum += distance(at(line, i - 1), at(line, i));
	return sum;
}

/** The place `s` metres from the start and the unit direction there. */
export function pointAlong(line: Line, s: number): { point: Pt; direction: Pt } {
	let rest = Math.max(0, s);
	for (let i = 1; i < line.length; i++) {
		const a = at(line, i - 1);
		const b = at(line, i);
		const l = distance(a, b);
		if (rest <= l || i === line.length - 1)
			return { point: lerp(a, b, l === 0 ? 0 : Math.min(1, rest / l)), direction: towards(a, b) };
		rest -= l;
	}
	throw new RangeError('a line needs two points');
}

/** The part of a line between two distances from its start. */
export function sliceLine(line: Line, from: number, to: number): Pt[] {
	const out: Pt[] = [pointAlong(line, from).point];
	let s = 0;
	for (let i = 1; i < line.length - 1; i++) {
		s += distance(at(line, i - 1), at(line, i));
		if (s > from + 0.05 && s < to - 0.05) out.push(at(line, i));
	}
	out.push(pointAlong(line, to).point);
	return out;
}

/** A parallel line `d` metres to the left (negative: right), vertex for vertex, with mitred bends. */
export function offsetLine(line: Line, d: number): Pt[] {
	return line.map((p, i) => {
		const into = i > 0 ? towards(at(line, i - 1), p) : undefined;
		const out = i < line.length - 1 ? towards(p, at(line, i + 1)) : undefined;
		return add(p, scale(mitre(into ?? (out as Pt), out ?? (into as Pt)), d));
	});
}

/** The displacement that moves both neighbouring segments one metre to the left. */
function mitre(into: Pt, out: Pt): Pt {
	const n = unit(add(left(into), left(out)));
	const cos = n[0] * -into[1] + n[1] * into[0];
	return scale(n, 1 / Math.max(0.3, cos));
}

/** Where the segments a-b and c-d meet: their parameters, or undefined when they do not or are parallel. */
export function crossing(a: Pt, b: Pt, c: Pt, d: Pt): { t: number; u: number } | undefined {
	const r = sub(b, a);
	const s = sub(d, c);
	const denominator = cross(r, s);
	if (Math.abs(denominator) < 1e-12) return undefined;
	const q = sub(c, a);
	return { t: cross(q, s) / denominator, u: cross(q, r) / denominator };
}

/** Nearest place of a segment: its parameter 0..1 and the distance. */
export function nearestOnSegment(p: Pt, a: Pt, b: Pt): { t: number; distance: number } {
	const r = sub(b, a);
	const l2 = r[0] * r[0] + r[1] * r[1];
	const t = l2 === 0 ? 0 : Math.max(0, Math.min(1, ((p[0] - a[0]) * r[0] + (p[1] - a[1]) * r[1]) / l2));
	return { t, distance: distance(p, along(a, r, t)) };
}

/** Shortest distance from a place to a line. */
export function distanceToLine(p: Pt, line: Line): number {
	let best = Infinity;
	for (let i = 1; i < line.length; i++)
		best = Math.min(best, nearestOnSegment(p, at(line, i - 1), at(line, i)).distance);
	return best;
}
