import type { Geometry, Position } from 'geojson';
import { problem, refuse } from '../refuse.ts';
import type { Problem, ReadLimits } from '../types.ts';

const NAMES = [
	'Geometry',
	'Point',
	'LineString',
	'Polygon',
	'MultiPoint',
	'MultiLineString',
	'MultiPolygon',
	'GeometryCollection'
] as const;

export type WkbResult =
	{ geometry: Geometry | null; problem?: undefined } | { geometry?: undefined; problem: Problem };

/**
 * Well-known binary (OGC, ISO with Z/M, or EWKB) to GeoJSON with two ordinates. Every count is held against the
 * bytes that are left before anything is built on it.
 */
export function readWkb(bytes: Uint8Array, limits: ReadLimits): WkbResult {
	const reader = new WkbReader(bytes, limits);
	try {
		return { geometry: reader.geometry(0) };
	} catch (error) {
		if (error instanceof RangeError) return { problem: problem('geometry_invalid', { reason: 'wkb' }) };
		if (error instanceof Unsupported)
			return { problem: problem('geometry_wrong_type', { type: error.message }) };
		throw error;
	}
}

class Unsupported extends Error {}

class WkbReader {
	readonly #view: DataView;
	readonly #limits: ReadLimits;
	#at = 0;
	#little = true;
	#skip = 0;
	#vertices = 0;

	constructor(bytes: Uint8Array, limits: ReadLimits) {
		this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		this.#limits = limits;
	}

	geometry(depth: number): Geometry | null {
		if (depth > 8) throw new RangeError('nested');
		const type = this.#header();
		switch (type) {
			case 1: {
				const point = this.#position();
				// An empty point is written as not-a-number.
				return Number.isNaN(point[0]) ? null : { type: 'Point', coordinates: point };
			}
			case 2:
				return empty({ type: 'LineString', coordinates: this.#positions() });
			case 3:
				return empty({ type: 'Polygon', coordinates: this.#rings() });
			case 4:
			case 5:
			case 6:
			case 7:
				return this.#several(type, depth);
			default:
				throw new Unsupported(NAMES[type] ?? `WKB ${type}`);
		}
	}

	#several(type: 4 | 5 | 6 | 7, depth: number): Geometry | null {
		const parts: Geometry[] = [];
		for (let left = this.#count(5); left > 0; left -= 1) {
			const part = this.geometry(depth + 1);
			if (part) parts.push(part);
		}
		if (parts.length === 0) return null;
		if (type === 7) return { type: 'GeometryCollection', geometries: parts };
		const inner = NAMES[(type - 3) as 1 | 2 | 3];
		if (parts.some((p) => p.type !== inner)) throw new RangeError('members');
		const coordinates = parts.map((p) => (p as { coordinates: unknown }).coordinates);
		return { type: NAMES[type], coordinates } as Geometry;
	}

	#header(): number {
		this.#little = this.#view.getUint8(this.#at) === 1;
		const code = this.#view.getUint32(this.#at + 1, this.#little);
		this.#at += 5;
		if (code & 0x20000000) this.#at += 4;
		const iso = (code & 0xffff) % 1000;
		const extra = Math.floor((code & 0xffff) / 1000);
		const z = (code & 0x80000000) !== 0 || extra === 1 || extra === 3;
		const m = (code & 0x40000000) !== 0 || extra === 2 || extra === 3;
		this.#skip = (z ? 8 : 0) + (m ? 8 : 0);
		return iso;
	}

	/** A count of things that take at least `size` bytes each. */
	#count(size: number): number {
		const count = this.#view.getUint32(this.#at, this.#little);
		this.#at += 4;
		if (count * size > this.#view.byteLength - this.#at) throw new RangeError('count');
		return count;
	}

	#rings(): Position[][] {
		const count = this.#count(4);
		if (count > this.#limits.parts) refuse('file_too_many_vertices', { what: 'parts' });
		const rings: Position[][] = [];
		for (let left = count; left > 0; left -= 1) rings.push(this.#positions());
		return rings;
	}

	#positions(): Position[] {
		const count = this.#count(16 + this.#skip);
		this.#vertices += count;
		if (this.#vertices > this.#limits.vertices) refuse('file_too_many_vertices', { what: 'vertices' });
		const positions: Position[] = [];
		for (let left = count; left > 0; left -= 1) positions.push(this.#position());
		return positions;
	}

	#position(): Position {
		const x = this.#view.getFloat64(this.#at, this.#little);
		const y = this.#view.getFloat64(this.#at + 8, this.#little);
		this.#at += 16 + this.#skip;
		if (this.#at > this.#view.byteLength) throw new RangeError('end');
		return [x, y];
	}
}

function empty<T extends { coordinates: unknown[] } & Geometry>(geometry: T): T | null {
	return geometry.coordinates.length === 0 ? null : geometry;
}
