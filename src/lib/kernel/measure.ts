import type { Geometry, Position } from 'geojson';
import type { Bbox } from './crs-registry.ts';

/** Planar length in the geometry's own units (metres in EPSG:22992): lines, and the outlines of polygons. */
export function lengthOf(geometry: Geometry): number {
	return pathsOf(geometry).reduce((total, path) => total + lineLength(path), 0);
}

/** Planar area in the square of the geometry's units; holes taken off. Zero for points and lines. */
export function areaOf(geometry: Geometry): number {
	switch (geometry.type) {
		case 'Polygon':
			return polygonArea(geometry.coordinates);
		case 'MultiPolygon':
			return geometry.coordinates.reduce((total, rings) => total + polygonArea(rings), 0);
		case 'GeometryCollection':
			return geometry.geometries.reduce((total, part) => total + areaOf(part), 0);
		default:
			return 0;
	}
}

/** The box around a geometry in its own units, or null when it is empty or has no place. */
export function bboxOf(geometry: Geometry): Bbox | null {
	const box: Bbox = [Infinity, Infinity, -Infinity, -Infinity];
	forEachPosition(geometry, ([x = NaN, y = NaN]) => {
		if (x < box[0]) box[0] = x;
		if (y < box[1]) box[1] = y;
		if (x > box[2]) box[2] = x;
		if (y > box[3]) box[3] = y;
	});
	return box[0] <= box[2] && box[1] <= box[3] ? box : null;
}

/** How many positions a geometry holds; the closing position of a ring counts. */
export function vertexCount(geometry: Geometry): number {
	let count = 0;
	forEachPosition(geometry, () => count++);
	return count;
}

/** False when any x or y is missing, NaN or infinite. */
export function isFiniteGeometry(geometry: Geometry): boolean {
	let finite = true;
	forEachPosition(geometry, (position) => {
		if (!Number.isFinite(position[0]) || !Number.isFinite(position[1])) finite = false;
	});
	return finite;
}

/** Planar length of a chain of positions. */
export function lineLength(line: readonly Position[]): number {
	let length = 0;
	for (let i = 1; i < line.length; i++) {
		const [ax = NaN, ay = NaN] = line[i - 1] ?? [];
		const [bx = NaN, by = NaN] = line[i] ?? [];
		length += Math.hypot(bx - ax, by - ay);
	}
	return length;
}

/** Signed planar area of a ring, closed or not: positive when it runs anticlockwise. */
export function ringArea(ring: readonly Position[]): number {
	// Taken about the first position: projected coordinates are large, and their products lose centimetres.
	const [ox = NaN, oy = NaN] = ring[0] ?? [];
	let twice = 0;
	for (let i = 1; i + 1 < ring.length; i++) {
		const [ax = NaN, ay = NaN] = ring[i] ?? [];
		const [bx = NaN, by = NaN] = ring[i + 1] ?? [];
		twice += (ax - ox) * (by - oy) - (bx - ox) * (ay - oy);
	}
	return twice / 2;
}

/** Calls back with every position, in order. */
export function forEachPosition(geometry: Geometry, visit: (position: Position) => void): void {
	if (geometry.type === 'Point') {
		if (geometry.coordinates.length > 0) visit(geometry.coordinates);
	} else for (const path of pathsOf(geometry, true)) for (const position of path) visit(position);
}

function polygonArea([outer = [], ...holes]: Position[][]): number {
	return Math.abs(ringArea(outer)) - holes.reduce((total, hole) => total + Math.abs(ringArea(hole)), 0);
}

function pathsOf(geometry: Geometry, points = false): Position[][] {
	switch (geometry.type) {
		case 'Point':
			return points ? [[geometry.coordinates]] : [];
		case 'MultiPoint':
			return points ? [geometry.coordinates] : [];
		case 'LineString':
			return [geometry.coordinates];
		case 'MultiLineString':
		case 'Polygon':
			return geometry.coordinates;
		case 'MultiPolygon':
			return geometry.coordinates.flat();
		case 'GeometryCollection':
			return geometry.geometries.flatMap((part) => pathsOf(part, points));
	}
}
