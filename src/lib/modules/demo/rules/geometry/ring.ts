import { crossing } from './line.ts';
import { at, cross, lerp, sub, type Pt } from './vector.ts';

/** A closed outline without the repeated last point, metres. Counter-clockwise when its area is positive. */
export type Ring = readonly Pt[];

export interface Box {
	minX: number;
	minY: number;
	maxX: number;
	maxY: number;
}

export function signedArea(ring: Ring): number {
	let sum = 0;
	for (let i = 0; i < ring.length; i++) sum += cross(at(ring, i), at(ring, i + 1));
	return sum / 2;
}

export const area = (ring: Ring): number => Math.abs(signedArea(ring));

export function perimeter(ring: Ring): number {
	let sum = 0;
	for (let i = 0; i < ring.length; i++) {
		const d = sub(at(ring, i), at(ring, i + 1));
		sum += Math.sqrt(d[0] * d[0] + d[1] * d[1]);
	}
	return sum;
}

/** Centre of mass. */
export function centroid(ring: Ring): Pt {
	const o = at(ring, 0);
	let [x, y, sum] = [0, 0, 0];
	for (let i = 0; i < ring.length; i++) {
		const a = sub(at(ring, i), o);
		const b = sub(at(ring, i + 1), o);
		const k = cross(a, b);
		x += (a[0] + b[0]) * k;
		y += (a[1] + b[1]) * k;
		sum += k;
	}
	return sum === 0 ? o : [o[0] + x / (3 * sum), o[1] + y / (3 * sum)];
}

export function contains(ring: Ring, p: Pt): boolean {
	let inside = false;
	for (let i = 0; i < ring.length; i++) {
		const a = at(ring, i);
		const b = at(ring, i + 1);
		if (a[1] > p[1] !== b[1] > p[1] && p[0] < ((b[0] - a[0]) * (p[1] - a[1])) / (b[1] - a[1]) + a[0])
			inside = !inside;
	}
	return inside;
}

export function boxOf(points: readonly Pt[]): Box {
	const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
	for (const [x, y] of points) {
		box.minX = Math.min(box.minX, x);
		box.minY = Math.min(box.minY, y);
		box.maxX = Math.max(box.maxX, x);
		box.maxY = Math.max(box.maxY, y);
	}
	return box;
}

/** True when no two edges touch except neighbours at their common point. */
export function isSimple(ring: Ring): boolean {
	return ring.length >= 3 && crossingOf(ring) === undefined;
}

/** A place where an outline crosses or touches itself. */
export function crossingOf(ring: Ring): Pt | undefined {
	const edges = ring.map((a, i) => ({ i, a, b: at(ring, i + 1), box: boxOf([a, at(ring, i + 1)]) }));
	edges.sort((p, q) => p.box.minX - q.box.minX);
	for (const [k, e] of edges.entries())
		for (let m = k + 1; m < edges.length; m++) {
			const o = edges[m];
			if (!o || o.box.minX > e.box.maxX) break;
			if (o.box.minY > e.box.maxY || e.box.minY > o.box.maxY) continue;
			const apart = Math.abs(o.i - e.i);
			if (apart === 1 || apart === ring.length - 1) continue;
			const hit = crossing(e.a, e.b, o.a, o.b);
			if (hit && hit.t >= 0 && hit.t <= 1 && hit.u >= 0 && hit.u <= 1) return lerp(e.a, e.b, hit.t);
		}
	return undefined;
}

/** Drops points closer than `gap` metres to their predecessor. */
export function tidy(ring: Ring, gap = 0.05): Pt[] {
	const out: Pt[] = [];
	for (const p of ring) {
		const last = out.at(-1);
		if (!last || Math.abs(p[0] - last[0]) > gap || Math.abs(p[1] - last[1]) > gap) out.push(p);
	}
	const [first, last] = [out[0], out.at(-1)];
	if (
		first &&
		last &&
		out.length > 1 &&
		Math.abs(first[0] - last[0]) <= gap &&
		Math.abs(first[1] - last[1]) <= gap
	)
		out.pop();
	return out;
}
