import { ringArea } from '#lib/kernel/geometry.ts';
import type { Edge, Point, Surface } from './types.ts';

/** The polygons of a surface, each a list of rings, the outer one first. */
export function polygonsOf(surface: Surface): GeoJSON.Position[][][] {
	return surface.type === 'Polygon' ? [surface.coordinates] : surface.coordinates;
}

/** The straight pieces around a surface, holes among them, each with the outside on its right hand. */
export function edgesOf(surface: Surface): Edge[] {
	return polygonsOf(surface).flatMap((rings) =>
		rings.flatMap((ring, i) => ringEdges(ringArea(ring) > 0 === (i === 0) ? ring : [...ring].reverse()))
	);
}

/** The straight pieces of any geometry; a lone point is a piece of no length. */
export function piecesOf(geometry: GeoJSON.Geometry): Edge[] {
	switch (geometry.type) {
		case 'Point':
			return ringEdges([geometry.coordinates, geometry.coordinates], true);
		case 'MultiPoint':
			return geometry.coordinates.flatMap((p) => ringEdges([p, p], true));
		case 'LineString':
			return ringEdges(geometry.coordinates);
		case 'MultiLineString':
			return geometry.coordinates.flatMap((line) => ringEdges(line));
		case 'GeometryCollection':
			return geometry.geometries.flatMap(piecesOf);
		default:
			return edgesOf(geometry);
	}
}

/** Metres. */
export function edgeLength({ a, b }: Edge): number {
	return Math.hypot(b[0] - a[0], b[1] - a[1]);
}

/** The unit vector from an edge to the outside. */
export function outward({ a, b }: Edge): Point {
	const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
	return [(b[1] - a[1]) / length, (a[0] - b[0]) / length];
}

/** A straight way, to be drawn. */
export function lineOf(from: Point, to: Point): GeoJSON.LineString {
	return { type: 'LineString', coordinates: [[...from], [...to]] };
}

/** The position at a share (0 to 1) of an edge. */
export function along({ a, b }: Edge, share: number): Point {
	return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
}

function ringEdges(ring: readonly GeoJSON.Position[], points = false): Edge[] {
	const edges: Edge[] = [];
	for (let i = 1; i < ring.length; i++) {
		const edge = { a: ring[i - 1] as unknown as Point, b: ring[i] as unknown as Point };
		if (points || edgeLength(edge) > 0) edges.push(edge);
	}
	return edges;
}
