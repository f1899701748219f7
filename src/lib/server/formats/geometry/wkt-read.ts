import type { Geometry, Position } from 'geojson';
import { problem, refuse } from '../refuse.ts';
import type { Problem, ReadLimits } from '../types.ts';

export type WktResult =
	| { geometry: Geometry | null; srid?: number; problem?: undefined }
	| { geometry?: undefined; problem: Problem };

const KINDS: Record<string, Exclude<Geometry['type'], 'GeometryCollection'>> = {
	POINT: 'Point',
	LINESTRING: 'LineString',
	LINEARRING: 'LineString',
	POLYGON: 'Polygon',
	MULTIPOINT: 'MultiPoint',
	MULTILINESTRING: 'MultiLineString',
	MULTIPOLYGON: 'MultiPolygon'
};

/** Levels of parentheses around a position. */
const LEVELS = { Point: 1, LineString: 1, MultiPoint: 1, Polygon: 2, MultiLineString: 2, MultiPolygon: 3 };

/** Well-known text, with `SRID=n;` in front or not, to GeoJSON with two ordinates. */
export function readWkt(text: string, limits: ReadLimits): WktResult {
	const srid = /^\s*SRID\s*=\s*(\d{1,6})\s*;/i.exec(text);
	const reader = new WktReader(text, srid?.[0].length ?? 0, limits);
	try {
		const geometry = reader.geometry(0);
		reader.end();
		return srid ? { geometry, srid: Number(srid[1]) } : { geometry };
	} catch (error) {
		if (error instanceof SyntaxError)
			return { problem: problem('geometry_invalid', { reason: 'wkt', at: error.message }) };
		throw error;
	}
}

class WktReader {
	readonly #token = /\s*([A-Za-z]+|[(),]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/y;
	readonly #text: string;
	readonly #limits: ReadLimits;
	#ahead: string | undefined;
	#vertices = 0;

	constructor(text: string, start: number, limits: ReadLimits) {
		this.#text = text;
		this.#limits = limits;
		this.#token.lastIndex = start;
		this.#ahead = this.#scan();
	}

	geometry(depth: number): Geometry | null {
		if (depth > 8) this.#fail();
		const word = this.#next().toUpperCase();
		const kind = KINDS[word.replace(/(ZM|Z|M)$/, '')] ?? KINDS[word];
		if (/^(Z|M|ZM)$/i.test(this.#ahead ?? '')) this.#next();
		if (this.#ahead?.toUpperCase() === 'EMPTY') {
			this.#next();
			return null;
		}
		if (word.startsWith('GEOMETRYCOLLECTION'))
			return {
				type: 'GeometryCollection',
				geometries: this.#list(() => this.geometry(depth + 1)).filter((g) => g !== null)
			};
		if (kind === undefined) this.#fail();
		const coordinates = this.#nested(LEVELS[kind], kind === 'MultiPoint');
		return { type: kind, coordinates: kind === 'Point' ? coordinates[0] : coordinates } as Geometry;
	}

	end(): void {
		if (this.#ahead !== undefined || this.#text.slice(this.#token.lastIndex).trim() !== '') this.#fail();
	}

	#nested(levels: number, bracketed: boolean): unknown[] {
		if (levels > 1) return this.#list(() => this.#nested(levels - 1, bracketed));
		return this.#list(() => {
			if (!bracketed || this.#ahead !== '(') return this.#position();
			this.#next();
			const position = this.#position();
			this.#expect(')');
			return position;
		});
	}

	#list<T>(item: () => T): T[] {
		this.#expect('(');
		const items = [item()];
		while (this.#ahead === ',') {
			this.#next();
			items.push(item());
		}
		this.#expect(')');
		return items;
	}

	#position(): Position {
		if ((this.#vertices += 1) > this.#limits.vertices) refuse('file_too_many_vertices', { what: 'vertices' });
		const numbers: number[] = [];
		while (this.#ahead !== undefined && this.#ahead !== ',' && this.#ahead !== ')') {
			if (numbers.length === 4) this.#fail();
			numbers.push(this.#number(this.#next()));
		}
		const [x, y] = numbers;
		if (x === undefined || y === undefined) this.#fail();
		return [x, y];
	}

	#number(token: string): number {
		// Left for `cleanGeometry` to name as what it is.
		if (/^(nan|inf|infinity)$/i.test(token)) return NaN;
		const value = Number(token);
		return Number.isNaN(value) ? this.#fail() : value;
	}

	#next(): string {
		const token = this.#ahead ?? this.#fail();
		this.#ahead = this.#scan();
		return token;
	}

	#expect(token: string): void {
		if (this.#next() !== token) this.#fail();
	}

	#scan(): string | undefined {
		const start = this.#token.lastIndex;
		const match = this.#token.exec(this.#text);
		if (match === null) this.#token.lastIndex = start;
		return match?.[1];
	}

	#fail(): never {
		throw new SyntaxError(String(this.#token.lastIndex));
	}
}
