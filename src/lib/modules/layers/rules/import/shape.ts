import type { Geometry, Position } from 'geojson';
import type { GeometryKind } from '#lib/kernel/layer.ts';

const PARTS: Record<GeometryKind, readonly Geometry['type'][]> = {
	// An outlined school is a point of the layer of schools: the database puts it inside the outline.
	point: ['Point', 'Polygon', 'MultiPolygon'],
	line: ['LineString', 'MultiLineString'],
	polygon: ['Polygon', 'MultiPolygon']
};

/**
 * A file's geometry as one that a layer's kind can take, or null when there is none in it: closed lines are areas to
 * a layer of areas, one of a collection's parts is enough.
 */
export function shapeFor(kind: GeometryKind, geometry: Geometry): Geometry | null {
	if (PARTS[kind].includes(geometry.type)) return geometry;
	if (geometry.type === 'GeometryCollection') return fromCollection(kind, geometry.geometries);
	if (kind === 'point' && geometry.type === 'MultiPoint' && geometry.coordinates.length === 1)
		return { type: 'Point', coordinates: geometry.coordinates[0] as Position };
	if (kind !== 'polygon') return null;
	if (geometry.type === 'LineString' && closed(geometry.coordinates))
		return { type: 'Polygon', coordinates: [geometry.coordinates] };
	if (geometry.type === 'MultiLineString' && geometry.coordinates.every(closed))
		return { type: 'MultiPolygon', coordinates: geometry.coordinates.map((ring) => [ring]) };
	return null;
}

function fromCollection(kind: GeometryKind, all: Geometry[]): Geometry | null {
	const parts = all.map((part) => shapeFor(kind, part)).filter((part) => part !== null);
	const [first] = parts;
	if (first === undefined) return null;
	if (kind === 'point' || parts.length === 1) return parts.length === 1 ? first : null;
	return { type: 'GeometryCollection', geometries: parts };
}

function closed(line: Position[]): boolean {
	const [first, last] = [line[0], line.at(-1)];
	return line.length >= 4 && first?.[0] === last?.[0] && first?.[1] === last?.[1];
}
