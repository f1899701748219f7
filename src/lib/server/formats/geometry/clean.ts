import type { Geometry, Position } from 'geojson';
import { refuse, problem } from '../refuse.ts';
import type { Problem, ReadLimits } from '../types.ts';

export type Cleaned =
	{ geometry: Geometry | null; problem?: undefined } | { geometry?: undefined; problem: Problem };

/** Thrown inside only; leaves this file as a `Problem`. */
class Unusable extends Error {
	readonly problem: Problem;
	constructor(code: Parameters<typeof problem>[0], params: Parameters<typeof problem>[1] = {}) {
		super(code);
		this.problem = problem(code, params);
	}
}

/**
 * Makes a GeoJSON geometry of whatever a file claims to be one: two finite ordinates per position (heights are
 * dropped), closed rings, collections without nesting. Null stays null. Above `limits.vertices` the file is refused.
 */
export function cleanGeometry(value: unknown, limits: ReadLimits): Cleaned {
	if (value === null || value === undefined) return { geometry: null };
	const left = { vertices: limits.vertices, parts: limits.parts };
	try {
		return { geometry: clean(value, left, 0) };
	} catch (error) {
		if (error instanceof Unusable) return { problem: error.problem };
		throw error;
	}
}

interface Left {
	vertices: number;
	parts: number;
}

function clean(value: unknown, left: Left, depth: number): Geometry {
	if (typeof value !== 'object' || value === null)
		throw new Unusable('geometry_wrong_type', { type: 'none' });
	const { type, coordinates, geometries } = value as Record<string, unknown>;
	switch (type) {
		case 'Point':
			return { type, coordinates: position(coordinates, left) };
		case 'MultiPoint':
			return { type, coordinates: list(coordinates).map((p) => position(p, left)) };
		case 'LineString':
			return { type, coordinates: line(coordinates, left) };
		case 'MultiLineString':
			return { type, coordinates: list(coordinates).map((l) => line(l, left)) };
		case 'Polygon':
			return { type, coordinates: list(coordinates).map((r) => ring(r, left)) };
		case 'MultiPolygon':
			return { type, coordinates: list(coordinates).map((p) => list(p).map((r) => ring(r, left))) };
		case 'GeometryCollection':
			if (depth > 8) throw new Unusable('geometry_invalid', { reason: 'nested' });
			return {
				type,
				geometries: list(geometries).flatMap((g) => {
					const inner = clean(g, left, depth + 1);
					return inner.type === 'GeometryCollection' ? inner.geometries : [inner];
				})
			};
		default:
			throw new Unusable('geometry_wrong_type', { type: String(type).slice(0, 40) });
	}
}

function list(value: unknown): unknown[] {
	if (!Array.isArray(value)) throw new Unusable('geometry_invalid', { reason: 'coordinates' });
	if (value.length === 0) throw new Unusable('geometry_empty');
	return value;
}

function line(value: unknown, left: Left): Position[] {
	const points = list(value);
	if ((left.parts -= 1) < 0) refuse('file_too_many_vertices', { what: 'parts' });
	if (points.length < 2) throw new Unusable('geometry_invalid', { reason: 'few_points' });
	return points.map((p) => position(p, left));
}

function ring(value: unknown, left: Left): Position[] {
	const points = line(value, left);
	const first = points[0] as Position;
	const last = points.at(-1) as Position;
	if (first[0] !== last[0] || first[1] !== last[1]) points.push([...first]);
	if (points.length < 4) throw new Unusable('geometry_invalid', { reason: 'few_points' });
	return points;
}

function position(value: unknown, left: Left): Position {
	if (!Array.isArray(value)) throw new Unusable('geometry_invalid', { reason: 'coordinates' });
	if (value.length === 0) throw new Unusable('geometry_empty');
	if ((left.vertices -= 1) < 0) refuse('file_too_many_vertices', { what: 'vertices' });
	const [x, y] = value as unknown[];
	if (typeof x !== 'number' || typeof y !== 'number')
		throw new Unusable('geometry_invalid', { reason: 'coordinates' });
	if (!Number.isFinite(x) || !Number.isFinite(y)) throw new Unusable('geometry_not_finite');
	return [x, y];
}
