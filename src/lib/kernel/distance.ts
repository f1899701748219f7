import type { Geometry, Position } from 'geojson';

type Point = readonly [number, number];

/** A geometry taken apart for measuring: its edges (a lone point is an edge of no length) and its surfaces. */
export interface Outline {
	edges: readonly (readonly [Point, Point])[];
	/** Rings of each surface: the outer one, then the holes. */
	surfaces: readonly (readonly Point[])[][];
}

/** Takes a geometry apart once, so that it can be measured against many others. */
export function outlineOf(geometry: Geometry): Outline {
	const edges: [Point, Point][] = [];
	const surfaces: Point[][][] = [];
	const add = (path: readonly Position[]): void => {
		const points = path.map(point);
		if (points.length === 1) edges.push([points[0]!, points[0]!]);
		for (let i = 1; i < points.length; i++) edges.push([points[i - 1]!, points[i]!]);
	};
	const surface = (rings: Position[][]): void => {
		rings.forEach(add);
		surfaces.push(rings.map((ring) => ring.map(point)));
	};
	const visit = (part: Geometry): void => {
		switch (part.type) {
			case 'Point':
				return add([part.coordinates]);
			case 'MultiPoint':
				return part.coordinates.forEach((p) => add([p]));
			case 'LineString':
				return add(part.coordinates);
			case 'MultiLineString':
				return part.coordinates.forEach(add);
			case 'Polygon':
				return surface(part.coordinates);
			case 'MultiPolygon':
				return part.coordinates.forEach(surface);
			case 'GeometryCollection':
				return part.geometries.forEach(visit);
		}
	};
	visit(geometry);
	return { edges, surfaces };
}

/**
 * Planar distance between two shapes in their own unit (metres in EPSG:22992), as `ST_Distance`: zero where they
 * touch, cross or one lies within the other.
 */
export function distanceBetween(a: Outline, b: Outline): number {
	if (within(a, b) || within(b, a)) return 0;
	let least = Infinity;
	for (const [p, q] of a.edges) {
		for (const [r, s] of b.edges) {
			least = Math.min(least, edgeToEdge(p, q, r, s));
			if (least === 0) return 0;
		}
	}
	return least;
}

function point([x = NaN, y = NaN]: Position): Point {
	return [x, y];
}

/** True when a part of `a` begins inside a surface of `b`; parts that only cross are found by their edges. */
function within(a: Outline, b: Outline): boolean {
	if (b.surfaces.length === 0) return false;
	return a.edges.some(([p]) => b.surfaces.some((rings) => rings.filter((r) => holds(r, p)).length % 2 === 1));
}

function holds(ring: readonly Point[], [x, y]: Point): boolean {
	let inside = false;
	for (let i = 1; i < ring.length; i++) {
		const [ax, ay] = ring[i - 1]!;
		const [bx, by] = ring[i]!;
		if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
	}
	return inside;
}

function edgeToEdge(p: Point, q: Point, r: Point, s: Point): number {
	if (cross(p, q, r) * cross(p, q, s) < 0 && cross(r, s, p) * cross(r, s, q) < 0) return 0;
	return Math.min(toEdge(p, r, s), toEdge(q, r, s), toEdge(r, p, q), toEdge(s, p, q));
}

function cross(a: Point, b: Point, c: Point): number {
	return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

function toEdge(p: Point, a: Point, b: Point): number {
	const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
	const square = dx * dx + dy * dy;
	const along = square === 0 ? 0 : ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / square;
	const t = Math.max(0, Math.min(1, along));
	return Math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy);
}
