import type { Geometry } from 'geojson';

/** One geometry out of several: the Multi form when all are of one kind, a collection otherwise, null for none. */
export function collect(parts: Geometry[]): Geometry | null {
	const [first] = parts;
	if (first === undefined) return null;
	if (parts.length === 1) return first;
	if (parts.every((p) => p.type === 'Point'))
		return { type: 'MultiPoint', coordinates: parts.map((p) => p.coordinates) };
	if (parts.every((p) => p.type === 'LineString'))
		return { type: 'MultiLineString', coordinates: parts.map((p) => p.coordinates) };
	if (parts.every((p) => p.type === 'Polygon'))
		return { type: 'MultiPolygon', coordinates: parts.map((p) => p.coordinates) };
	return { type: 'GeometryCollection', geometries: parts };
}
