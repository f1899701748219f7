import type { ImportDig } from '#lib/modules/excavation/rules/index.ts';

/**
 * Rule C1 from its published words, with nothing of the product: every pair, plane geometry by hand, days counted
 * one by one. Shapes in planar metres.
 */
export interface Pair {
	pair: string;
	days: number;
	severity: 'block' | 'warn';
	distance: number;
}

type Point = readonly [number, number];

export function bruteForceC1(works: readonly ImportDig[]): Map<string, Pair> {
	const found = new Map<string, Pair>();
	const live = works.filter((w) => w.state !== 'cancelled');
	const paths = live.map((w) => pathsOf(w.geometry!));
	const periods = live.map((w) => [dayNumber(w.start), dayNumber(w.end)] as const);
	for (let i = 0; i < live.length; i++) {
		for (let j = i + 1; j < live.length; j++) {
			const [a, b] = [live[i]!, live[j]!];
			const days = sharedDays(periods[i]!, periods[j]!);
			if (days === 0) continue;
			const limit = (a.carriageway ? 10 : 5) + (b.carriageway ? 10 : 5);
			const distance = distanceBetween(paths[i]!, paths[j]!);
			if (distance > limit) continue;
			const urgent = a.category === 'emergency' || b.category === 'emergency';
			const severity = a.promoter !== b.promoter && !urgent ? 'block' : 'warn';
			const pair = [String(a.source_id), String(b.source_id)].sort().join('+');
			found.set(pair, { pair, days, severity, distance });
		}
	}
	return found;
}

const dayNumber = (text: unknown) => Math.round(Date.parse(`${String(text)}T12:00:00Z`) / 86_400_000);

function sharedDays(a: readonly [number, number], b: readonly [number, number]): number {
	let days = 0;
	for (let day = a[0]; day <= a[1]; day++) if (day >= b[0] && day <= b[1]) days++;
	return days;
}

interface Figure {
	edges: [Point, Point][];
	/** Closed outline of a surface. */
	ring: Point[] | null;
}

function pathsOf(geometry: GeoJSON.Geometry): Figure {
	const at = (p: GeoJSON.Position): Point => [p[0]!, p[1]!];
	if (geometry.type === 'Point')
		return { edges: [[at(geometry.coordinates), at(geometry.coordinates)]], ring: null };
	const points =
		geometry.type === 'Polygon'
			? geometry.coordinates[0]!.map(at)
			: (geometry as GeoJSON.LineString).coordinates.map(at);
	const edges = points.slice(1).map((p, k) => [points[k]!, p] as [Point, Point]);
	return { edges, ring: geometry.type === 'Polygon' ? points : null };
}

function distanceBetween(a: Figure, b: Figure): number {
	if (a.ring && b.edges.some(([p]) => holds(a.ring!, p))) return 0;
	if (b.ring && a.edges.some(([p]) => holds(b.ring!, p))) return 0;
	let least = Infinity;
	for (const [p, q] of a.edges) for (const [r, s] of b.edges) least = Math.min(least, edgeToEdge(p, q, r, s));
	return least;
}

function edgeToEdge(p: Point, q: Point, r: Point, s: Point): number {
	const side = (a: Point, b: Point, c: Point) =>
		(b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
	if (side(p, q, r) * side(p, q, s) < 0 && side(r, s, p) * side(r, s, q) < 0) return 0;
	return Math.min(toEdge(p, r, s), toEdge(q, r, s), toEdge(r, p, q), toEdge(s, p, q));
}

function toEdge(p: Point, a: Point, b: Point): number {
	const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
	const square = dx * dx + dy * dy;
	const along = square === 0 ? 0 : ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / square;
	const t = Math.max(0, Math.min(1, along));
	return Math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy);
}

function holds(ring: Point[], [x, y]: Point): boolean {
	let inside = false;
	for (let i = 1; i < ring.length; i++) {
		const [[ax, ay], [bx, by]] = [ring[i - 1]!, ring[i]!];
		if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
	}
	return inside;
}
