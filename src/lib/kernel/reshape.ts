import type { Geometry, Position } from 'geojson';
import { transform } from './crs.ts';
import type { Srid } from './crs.ts';

/** The same shape with every position replaced. */
export function mapPositions(geometry: Geometry, replace: (position: Position) => Position): Geometry {
	return mapPaths(geometry, (path) => path.map(replace), replace);
}

/** A geometry moved into another system (heights are dropped); `geometry_not_finite` where that is impossible. */
export function reproject(geometry: Geometry, from: Srid, to: Srid): Geometry {
	return mapPositions(geometry, ([x = NaN, y = NaN]) => transform(from, to, [x, y]));
}

/** The same geometry with rings that lack their closing position closed. */
export function closeRings(geometry: Geometry): Geometry {
	return mapPaths(geometry, (path, ring) => (ring ? closed(path) : path));
}

function closed(ring: Position[]): Position[] {
	const [first, last] = [ring[0], ring.at(-1)];
	if (!first || !last || (first[0] === last[0] && first[1] === last[1])) return ring;
	return [...ring, [...first]];
}

function mapPaths(
	geometry: Geometry,
	path: (positions: Position[], ring: boolean) => Position[],
	point: (position: Position) => Position = (position) => position
): Geometry {
	switch (geometry.type) {
		case 'Point':
			return { ...geometry, coordinates: point(geometry.coordinates) };
		case 'MultiPoint':
			return { ...geometry, coordinates: geometry.coordinates.map(point) };
		case 'LineString':
			return { ...geometry, coordinates: path(geometry.coordinates, false) };
		case 'MultiLineString':
			return { ...geometry, coordinates: geometry.coordinates.map((line) => path(line, false)) };
		case 'Polygon':
			return { ...geometry, coordinates: geometry.coordinates.map((ring) => path(ring, true)) };
		case 'MultiPolygon':
			return {
				...geometry,
				coordinates: geometry.coordinates.map((rings) => rings.map((ring) => path(ring, true)))
			};
		case 'GeometryCollection':
			return { ...geometry, geometries: geometry.geometries.map((part) => mapPaths(part, path, point)) };
	}
}
