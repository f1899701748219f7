import type { Geometry, Position } from 'geojson';
import { ByteCursor } from '../io/byte-cursor.ts';
import type { ByteSource } from '../io/bytes.ts';
import { polygonsFromRings } from '../geometry/rings.ts';
import { problem, refuse } from '../refuse.ts';
import type { Problem, ReadLimits } from '../types.ts';

export type Shape = { geometry: Geometry | null; problem?: undefined } | { problem: Problem };

/** Point, line, polygon and multipoint, each plain, with measure, with height. */
const POINTS = new Set([1, 11, 21]);
const LINES = new Set([3, 13, 23]);
const POLYGONS = new Set([5, 15, 25]);
const MULTIPOINTS = new Set([8, 18, 28]);

/** The shapes of a `.shp` in order. A record whose own counts do not fit into it is a problem of that record only. */
export async function* shapes(source: ByteSource, limits: ReadLimits): AsyncGenerator<Shape, void> {
	const cursor = new ByteCursor(source);
	try {
		const header = await cursor.need(100);
		const length = header.getInt32(24) * 2;
		if (header.getInt32(0) !== 9994 || header.getInt32(28, true) !== 1000 || length < 100)
			refuse('file_unreadable', { reason: 'shp_header' });
		if (length > source.size) refuse('file_truncated', { part: 'shp' });
		while (cursor.position < length) {
			const content = (await cursor.need(8)).getInt32(4) * 2;
			if (content < 4) refuse('file_unreadable', { reason: 'shp_length' });
			if (content > length - cursor.position) refuse('file_truncated', { part: 'shp' });
			if (content > limits.recordBytes) refuse('file_too_many_vertices', { what: 'vertices' });
			yield shape(await cursor.need(content), limits);
		}
	} finally {
		await cursor.close();
	}
}

function shape(view: DataView, limits: ReadLimits): Shape {
	const type = view.getInt32(0, true);
	try {
		if (type === 0) return { geometry: null };
		if (POINTS.has(type)) return { geometry: { type: 'Point', coordinates: position(view, 4) } };
		if (MULTIPOINTS.has(type)) {
			const coordinates = positions(view, 40, count(view, 36, 40, 16, limits.vertices));
			return { geometry: coordinates.length === 0 ? null : { type: 'MultiPoint', coordinates } };
		}
		if (LINES.has(type)) return { geometry: lines(parts(view, limits)) };
		if (POLYGONS.has(type)) return { geometry: polygonsFromRings(parts(view, limits)) };
	} catch (error) {
		if (error instanceof RangeError)
			return { problem: problem('geometry_invalid', { reason: 'shp_counts' }) };
		throw error;
	}
	return { problem: problem('geometry_wrong_type', { type: type === 31 ? 'MultiPatch' : `shp ${type}` }) };
}

function parts(view: DataView, limits: ReadLimits): Position[][] {
	const partCount = count(view, 36, 44, 4, limits.parts);
	const pointCount = count(view, 40, 44 + 4 * partCount, 16, limits.vertices);
	const start = 44 + 4 * partCount;
	const result: Position[][] = [];
	for (let i = 0; i < partCount; i += 1) {
		const from = view.getInt32(44 + 4 * i, true);
		const to = i + 1 < partCount ? view.getInt32(48 + 4 * i, true) : pointCount;
		if (from < 0 || to < from || to > pointCount) throw new RangeError('part');
		result.push(positions(view, start + 16 * from, to - from));
	}
	return result;
}

/** A count standing at `at`, of things of `size` bytes that begin at `first`; must fit into the record. */
function count(view: DataView, at: number, first: number, size: number, limit: number): number {
	const value = view.getInt32(at, true);
	if (value < 0 || first + value * size > view.byteLength) throw new RangeError('count');
	if (value > limit) refuse('file_too_many_vertices', { what: size === 4 ? 'parts' : 'vertices' });
	return value;
}

function lines(all: Position[][]): Geometry | null {
	const usable = all.filter((line) => line.length > 0);
	const [first] = usable;
	if (first === undefined) return null;
	if (usable.length === 1) return { type: 'LineString', coordinates: first };
	return { type: 'MultiLineString', coordinates: usable };
}

function positions(view: DataView, at: number, length: number): Position[] {
	const result: Position[] = [];
	for (let i = 0; i < length; i += 1) result.push(position(view, at + 16 * i));
	return result;
}

function position(view: DataView, at: number): Position {
	return [view.getFloat64(at, true), view.getFloat64(at + 8, true)];
}
