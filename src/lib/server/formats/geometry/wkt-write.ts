import type { Geometry, Position } from 'geojson';

/** Well-known text with two ordinates per position. */
export function writeWkt(geometry: Geometry): string {
	switch (geometry.type) {
		case 'Point':
			return `POINT (${position(geometry.coordinates)})`;
		case 'MultiPoint':
			return `MULTIPOINT (${geometry.coordinates.map((c) => `(${position(c)})`).join(', ')})`;
		case 'LineString':
			return `LINESTRING ${line(geometry.coordinates)}`;
		case 'MultiLineString':
			return `MULTILINESTRING ${lines(geometry.coordinates)}`;
		case 'Polygon':
			return `POLYGON ${lines(geometry.coordinates)}`;
		case 'MultiPolygon':
			return `MULTIPOLYGON (${geometry.coordinates.map(lines).join(', ')})`;
		case 'GeometryCollection':
			return `GEOMETRYCOLLECTION (${geometry.geometries.map(writeWkt).join(', ')})`;
	}
}

const position = ([x = 0, y = 0]: Position): string => `${x} ${y}`;
const line = (positions: Position[]): string => `(${positions.map(position).join(', ')})`;
const lines = (parts: Position[][]): string => `(${parts.map(line).join(', ')})`;
