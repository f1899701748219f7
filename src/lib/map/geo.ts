import GeoJSON from 'ol/format/GeoJSON.js';
import type Geometry from 'ol/geom/Geometry.js';
import type { Feature, FeatureCollection, Geometry as Json } from 'geojson';
import type OlFeature from 'ol/Feature.js';
import { LEGAL_SRID, toLegal } from '#lib/kernel/crs.ts';
import type { Drawn } from './types.ts';

const format = new GeoJSON({ dataProjection: 'EPSG:4326', featureProjection: 'EPSG:3857' });

/** GeoJSON of any kind (WGS84) as map features (EPSG:3857). */
export function toFeatures(json: FeatureCollection | Feature | Json): OlFeature[] {
	return format.readFeatures(json) as OlFeature[];
}

export function toGeometry(json: Json): Geometry {
	return format.readGeometry(json) as Geometry;
}

/** A map geometry as GeoJSON in WGS84, seven decimals (a centimetre). */
export function toJson(geometry: Geometry): Json {
	return format.writeGeometryObject(geometry, { decimals: 7 });
}

/** A geometry with its measures, planar in the legal system; a length is that of lines and outlines. */
export function measured(geometry: Json, vertices = countVertices(geometry)): Drawn {
	let length = 0;
	let area = 0;
	for (const path of pathsOf(geometry)) {
		const points = path.positions.map((p) => toLegal(4326, [p[0] ?? 0, p[1] ?? 0]));
		points.forEach((p, i) => {
			const before = points[i - 1];
			if (!before) return;
			length += Math.hypot(p[0] - before[0], p[1] - before[1]);
			if (path.ring) area += (path.hole ? -1 : 1) * cross(points[0]!, before, p);
		});
	}
	return { geometry, length, area: Math.abs(area), vertices };
}

/** Says in which system the measures are, for the person. */
export const MEASURED_IN = `EPSG:${LEGAL_SRID}`;

interface Path {
	positions: number[][];
	ring: boolean;
	hole: boolean;
}

function pathsOf(geometry: Json): Path[] {
	switch (geometry.type) {
		case 'LineString':
			return [{ positions: geometry.coordinates, ring: false, hole: false }];
		case 'MultiLineString':
			return geometry.coordinates.map((positions) => ({ positions, ring: false, hole: false }));
		case 'Polygon':
			return rings(geometry.coordinates);
		case 'MultiPolygon':
			return geometry.coordinates.flatMap(rings);
		case 'GeometryCollection':
			return geometry.geometries.flatMap(pathsOf);
		default:
			return [];
	}
}

function rings(coordinates: number[][][]): Path[] {
	// Outer rings count positive and holes negative whichever way they run.
	return coordinates.map((positions, i) => {
		const hole = i > 0;
		const turned = signedArea(positions) < 0 ? [...positions].reverse() : positions;
		return { positions: turned, ring: true, hole };
	});
}

function signedArea(positions: number[][]): number {
	let sum = 0;
	for (let i = 1; i < positions.length; i++) {
		const a = positions[i - 1]!;
		const b = positions[i]!;
		sum += a[0]! * b[1]! - b[0]! * a[1]!;
	}
	return sum / 2;
}

/** The signed area of a triangle: the piece of an area that one side sweeps, seen from the first corner. */
function cross(o: number[], a: number[], b: number[]): number {
	return ((a[0]! - o[0]!) * (b[1]! - o[1]!) - (b[0]! - o[0]!) * (a[1]! - o[1]!)) / 2;
}

function countVertices(geometry: Json): number {
	if (geometry.type === 'GeometryCollection')
		return geometry.geometries.reduce((n, g) => n + countVertices(g), 0);
	const flat = (geometry.coordinates as unknown[]).flat(Infinity);
	return flat.length / 2;
}
