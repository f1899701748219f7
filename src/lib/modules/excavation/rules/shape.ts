import { DomainError, type FieldError } from '#lib/kernel/errors.ts';
import { LIMITS } from './limits.ts';

const DEPTH: Record<string, number> = {
	Point: 0,
	MultiPoint: 1,
	LineString: 1,
	MultiLineString: 2,
	Polygon: 2,
	MultiPolygon: 3
};

export type Shape =
	| GeoJSON.Point
	| GeoJSON.MultiPoint
	| GeoJSON.LineString
	| GeoJSON.MultiLineString
	| GeoJSON.Polygon
	| GeoJSON.MultiPolygon;

/** Shapes a work can be drawn as: a line that has a width, or the surface itself. */
export const TRENCH_TYPES = ['LineString', 'MultiLineString', 'Polygon', 'MultiPolygon'] as const;

/**
 * Reads GeoJSON coordinates in any system: types fit, numbers are finite, not too many; heights are dropped.
 * @throws DomainError `geometry_wrong_type`, `geometry_empty`, `geometry_not_finite`,
 * `geometry_too_many_vertices`, `geometry_invalid`.
 */
export function readShape(
	input: { type: string; coordinates: unknown[] },
	allowed: readonly string[] = Object.keys(DEPTH)
): Shape {
	const depth = DEPTH[input.type];
	if (depth === undefined || !allowed.includes(input.type))
		throw new DomainError('geometry_wrong_type', {
			params: { type: input.type.slice(0, 40) },
			fields: [kindsTaken(input.type, allowed)]
		});
	const count = { vertices: 0 };
	const coordinates = read(input.coordinates, depth, count);
	if (count.vertices === 0) throw new DomainError('geometry_empty');
	const shape = { type: input.type, coordinates } as Shape;
	if (!isWhole(shape)) throw new DomainError('geometry_invalid');
	return shape;
}

/** Which kinds are taken; of a feature, that its geometry is wanted. */
function kindsTaken(type: string, allowed: readonly string[]): FieldError {
	const code = /^Feature(Collection)?$/.test(type) ? 'geometry_of_feature' : 'geometry_kinds';
	return { path: 'geometry', code, params: { type: type.slice(0, 40), kinds: allowed.join(', ') } };
}

/** Lines have two positions, rings four and end where they begin; nothing is empty in between. */
function isWhole(shape: Shape): boolean {
	const line = (l: GeoJSON.Position[]) => l.length >= 2 && l.every(point);
	const ring = (r: GeoJSON.Position[]) =>
		r.length >= 4 && r.every(point) && String(r[0]) === String(r.at(-1));
	const point = (p: GeoJSON.Position) => p.length === 2;
	switch (shape.type) {
		case 'Point':
			return point(shape.coordinates);
		case 'MultiPoint':
			return shape.coordinates.every(point);
		case 'LineString':
			return line(shape.coordinates);
		case 'MultiLineString':
			return shape.coordinates.every(line);
		case 'Polygon':
			return shape.coordinates.length > 0 && shape.coordinates.every(ring);
		case 'MultiPolygon':
			return shape.coordinates.every((rings) => rings.length > 0 && rings.every(ring));
	}
}

type Nested = number[] | Nested[];

function read(value: unknown, depth: number, count: { vertices: number }): Nested {
	if (!Array.isArray(value)) throw new DomainError('geometry_not_finite');
	if (depth > 0) return value.map((v) => read(v, depth - 1, count)) as Nested;
	if (value.length === 0) return [];
	const [x, y] = value as unknown[];
	if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y))
		throw new DomainError('geometry_not_finite');
	if (++count.vertices > LIMITS.vertices)
		throw new DomainError('geometry_too_many_vertices', { params: { max: LIMITS.vertices } });
	return [x, y];
}
