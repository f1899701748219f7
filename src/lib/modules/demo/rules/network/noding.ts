import { crossing, nearestOnSegment } from '../geometry/line.ts';
import { boxOf } from '../geometry/ring.ts';
import { at, distance, lerp, type Pt } from '../geometry/vector.ts';
import type { Piece } from './graph.ts';

/** Points nearer than this are one node, metres. */
const WELD = 0.05;

/** Cuts lines at every place where they cross or touch, so that the pieces meet at their ends only. */
export function nodeLines(lines: readonly Piece[]): Piece[] {
	const segments = lines.flatMap((line, owner) =>
		line.points
			.slice(1)
			.map((b, i) => ({ owner, i, a: at(line.points, i), b, box: boxOf([at(line.points, i), b]) }))
	);
	const cuts: { i: number; t: number; point: Pt }[][] = lines.map(() => []);
	const weld = welder();
	for (const line of lines) for (const p of [at(line.points, 0), at(line.points, -1)]) weld(p);
	// From west to east, so that a segment is compared only with those that begin before it ends.
	segments.sort((a, b) => a.box.minX - b.box.minX);
	segments.forEach((s, k) => {
		for (let m = k + 1; m < segments.length; m++) {
			const o = segments[m];
			if (!o || o.box.minX > s.box.maxX + WELD) break;
			if (o.owner === s.owner && Math.abs(o.i - s.i) <= 1) continue;
			if (s.box.minY > o.box.maxY + WELD || o.box.minY > s.box.maxY + WELD) continue;
			const place = meeting(s.a, s.b, o.a, o.b);
			if (!place) continue;
			const point = weld(place);
			cuts[s.owner]?.push({ i: s.i, t: nearestOnSegment(point, s.a, s.b).t, point });
			cuts[o.owner]?.push({ i: o.i, t: nearestOnSegment(point, o.a, o.b).t, point });
		}
	});
	return lines.flatMap((line, owner) => pieces(line, cuts[owner] ?? [], weld));
}

/** Where two segments cross, or where an end of one lies on the other. */
function meeting(a: Pt, b: Pt, c: Pt, d: Pt): Pt | undefined {
	for (const [p, q, r] of [
		[a, c, d],
		[b, c, d],
		[c, a, b],
		[d, a, b]
	] as const)
		if (nearestOnSegment(p, q, r).distance <= WELD) return p;
	const hit = crossing(a, b, c, d);
	return hit && hit.t >= 0 && hit.t <= 1 && hit.u >= 0 && hit.u <= 1 ? lerp(a, b, hit.t) : undefined;
}

function pieces(line: Piece, cuts: { i: number; t: number; point: Pt }[], weld: (p: Pt) => Pt): Piece[] {
	const stops = [...cuts].sort((p, q) => p.i + p.t - q.i - q.t);
	const out: Piece[] = [];
	let points: Pt[] = [weld(at(line.points, 0))];
	const close = (p: Pt) => {
		push(points, p);
		if (points.length > 1) out.push({ tag: line.tag, points });
		points = [p];
	};
	for (let i = 0; i < line.points.length - 1; i++) {
		for (const stop of stops.filter((s) => s.i === i)) close(stop.point);
		if (i < line.points.length - 2) push(points, at(line.points, i + 1));
	}
	close(weld(at(line.points, -1)));
	return out;
}

function push(points: Pt[], p: Pt): void {
	const last = points.at(-1);
	if (!last || distance(last, p) > WELD) points.push(p);
	else if (points.length > 1) points[points.length - 1] = p;
}

/** Gives back the known node near a point, or makes the point (to the millimetre) a new one. */
function welder(): (p: Pt) => Pt {
	const cells = new Map<string, Pt[]>();
	return (p) => {
		const [cx, cy] = [Math.floor(p[0]), Math.floor(p[1])];
		for (let x = cx - 1; x <= cx + 1; x++)
			for (let y = cy - 1; y <= cy + 1; y++)
				for (const q of cells.get(`${x},${y}`) ?? []) if (distance(p, q) <= WELD * 2) return q;
		const fresh: Pt = [Math.round(p[0] * 1000) / 1000, Math.round(p[1] * 1000) / 1000];
		const key = `${Math.floor(fresh[0])},${Math.floor(fresh[1])}`;
		cells.set(key, [...(cells.get(key) ?? []), fresh]);
		return fresh;
	};
}
