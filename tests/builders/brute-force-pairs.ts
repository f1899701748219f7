import type { ImportDig } from '#lib/modules/excavation/rules/index.ts';

/**
 * The rules that compare two works from their published words, with nothing of the product: every pair, plane
 * geometry by hand, days counted one by one. Shapes in planar metres.
 */
export interface Pair {
	rule: 'C1' | 'C2' | 'C3' | 'O1';
	pair: string;
	days: number;
	severity: 'block' | 'warn' | 'info';
	distance: number;
}

export interface World {
	/** Centre lines of the street sections. */
	sections?: readonly GeoJSON.LineString[];
	today: string;
	/** The joint trench of a work, by its source id. */
	joints?: ReadonlyMap<string, string>;
}

type Point = readonly [number, number];

export function bruteForcePairs(
	works: readonly ImportDig[],
	{ sections = [], today, joints }: World
): Pair[] {
	const found: Pair[] = [];
	const live = works.filter((w) => w.state !== 'cancelled');
	const paths = live.map((w) => figureOf(w.geometry!));
	const boxes = paths.map(boxOf);
	const periods = live.map((w) => [dayNumber(w.start), dayNumber(w.end)] as const);
	const streets = sections.map(figureOf);
	const sectionsOf = paths.map(
		(p) => new Set(streets.keys().filter((k) => distanceBetween(p, streets[k]!) <= 10))
	);
	const now = dayNumber(today);
	for (let i = 0; i < live.length; i++) {
		const a = live[i]!;
		for (let j = i + 1; j < live.length; j++) {
			const b = live[j]!;
			const named = Boolean(a.street) && a.street === b.street;
			const oneStreet = named || (streets.length > 0 && !sectionsOf[i]!.isDisjointFrom(sectionsOf[j]!));
			if (!oneStreet && farApart(boxes[i]!, boxes[j]!)) continue;
			const trench = joints?.get(String(a.source_id));
			if (trench !== undefined && trench === joints?.get(String(b.source_id))) continue;
			const [pa, pb] = [periods[i]!, periods[j]!];
			// Farther apart in time than any rule reaches: not worth a distance.
			if (pa[0] - pb[1] > 100 || pb[0] - pa[1] > 100) continue;
			const days = sharedDays(pa, pb);
			const together = days > 0 && oneStreet;
			if (!together && farApart(boxes[i]!, boxes[j]!)) continue;
			const distance = distanceBetween(paths[i]!, paths[j]!);
			const touching = distance <= (a.carriageway ? 10 : 5) + (b.carriageway ? 10 : 5);
			const foreign = a.promoter !== b.promoter;
			const pair = [String(a.source_id), String(b.source_id)].sort().join('+');
			const say = (rule: Pair['rule'], severity: Pair['severity'], count: number) =>
				found.push({ rule, pair, days: count, severity, distance });

			const urgent = a.category === 'emergency' || b.category === 'emergency';
			if (touching && days > 0) say('C1', foreign && !urgent ? 'block' : 'warn', days);

			if (together) say('C2', 'warn', days);

			if (touching && days === 0) {
				const [first, gap] = pa[1] < pb[0] ? [a, pb[0] - pa[1]] : [b, pa[0] - pb[1]];
				if (gap < (first.road_works ? 90 : 7)) say('C3', 'warn', gap);
			}
			if (touching && foreign && pa[0] > now && pb[0] > now && (days > 0 || Math.abs(pa[0] - pb[0]) <= 30))
				say('O1', 'info', days);
		}
	}
	return found;
}

const dayNumber = (text: unknown) => Math.round(Date.parse(`${String(text)}T12:00:00Z`) / 86_400_000);

export function sharedDays(a: readonly [number, number], b: readonly [number, number]): number {
	let days = 0;
	for (let day = a[0]; day <= a[1]; day++) if (day >= b[0] && day <= b[1]) days++;
	return days;
}

export type Box = readonly [west: number, south: number, east: number, north: number];

export function boxOf({ edges }: Figure): Box {
	const [x, y] = [0, 1].map((k) => edges.flat().map((p) => p[k]!)) as [number[], number[]];
	return [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)];
}

/** By more than the two widest buffers together. */
const farApart = (a: Box, b: Box) =>
	a[0] - b[2] > 20 || b[0] - a[2] > 20 || a[1] - b[3] > 20 || b[1] - a[3] > 20;

export interface Figure {
	edges: [Point, Point][];
	/** Closed outline of a surface. */
	ring: Point[] | null;
}

export function figureOf(geometry: GeoJSON.Geometry): Figure {
	const at = (p: GeoJSON.Position): Point => [p[0]!, p[1]!];
	if (geometry.type === 'GeometryCollection')
		return { edges: geometry.geometries.flatMap((g) => figureOf(g).edges), ring: null };
	if (geometry.type === 'Point')
		return { edges: [[at(geometry.coordinates), at(geometry.coordinates)]], ring: null };
	const points =
		geometry.type === 'Polygon'
			? geometry.coordinates[0]!.map(at)
			: (geometry as GeoJSON.LineString).coordinates.map(at);
	const edges = points.slice(1).map((p, k) => [points[k]!, p] as [Point, Point]);
	return { edges, ring: geometry.type === 'Polygon' ? points : null };
}

export function distanceBetween(a: Figure, b: Figure): number {
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
