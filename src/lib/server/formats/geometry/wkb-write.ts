import type { Geometry, Position } from 'geojson';

const CODES = {
	Point: 1,
	LineString: 2,
	Polygon: 3,
	MultiPoint: 4,
	MultiLineString: 5,
	MultiPolygon: 6,
	GeometryCollection: 7
} as const;

/** Little-endian well-known binary with two ordinates per position, and the box around it. */
export function writeWkb(geometry: Geometry): { wkb: Buffer; box: [number, number, number, number] } {
	const size = sizeOf(geometry);
	const writer = new WkbWriter(size);
	writer.geometry(geometry);
	return { wkb: writer.bytes, box: writer.box };
}

class WkbWriter {
	readonly bytes: Buffer;
	readonly box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
	#at = 0;

	constructor(size: number) {
		this.bytes = Buffer.allocUnsafe(size);
	}

	geometry(g: Geometry): void {
		this.#at = this.bytes.writeUInt8(1, this.#at);
		this.#count(CODES[g.type]);
		switch (g.type) {
			case 'Point':
				return this.#position(g.coordinates);
			case 'LineString':
				return this.#positions(g.coordinates);
			case 'Polygon':
				this.#count(g.coordinates.length);
				return g.coordinates.forEach((ring) => this.#positions(ring));
			case 'MultiPoint':
				this.#count(g.coordinates.length);
				return g.coordinates.forEach((c) => this.geometry({ type: 'Point', coordinates: c }));
			case 'MultiLineString':
				this.#count(g.coordinates.length);
				return g.coordinates.forEach((c) => this.geometry({ type: 'LineString', coordinates: c }));
			case 'MultiPolygon':
				this.#count(g.coordinates.length);
				return g.coordinates.forEach((c) => this.geometry({ type: 'Polygon', coordinates: c }));
			case 'GeometryCollection':
				this.#count(g.geometries.length);
				return g.geometries.forEach((inner) => this.geometry(inner));
		}
	}

	#count(value: number): void {
		this.#at = this.bytes.writeUInt32LE(value, this.#at);
	}

	#positions(positions: Position[]): void {
		this.#count(positions.length);
		for (const p of positions) this.#position(p);
	}

	#position([x = 0, y = 0]: Position): void {
		this.#at = this.bytes.writeDoubleLE(x, this.#at);
		this.#at = this.bytes.writeDoubleLE(y, this.#at);
		const box = this.box;
		if (x < box[0]) box[0] = x;
		if (y < box[1]) box[1] = y;
		if (x > box[2]) box[2] = x;
		if (y > box[3]) box[3] = y;
	}
}

function sizeOf(g: Geometry): number {
	switch (g.type) {
		case 'Point':
			return 21;
		case 'LineString':
			return 9 + 16 * g.coordinates.length;
		case 'Polygon':
			return 9 + sum(g.coordinates, (ring) => 4 + 16 * ring.length);
		case 'MultiPoint':
			return 9 + 21 * g.coordinates.length;
		case 'MultiLineString':
			return 9 + sum(g.coordinates, (line) => 9 + 16 * line.length);
		case 'MultiPolygon':
			return 9 + sum(g.coordinates, (p) => 9 + sum(p, (ring) => 4 + 16 * ring.length));
		case 'GeometryCollection':
			return 9 + sum(g.geometries, sizeOf);
	}
}

function sum<T>(items: T[], size: (item: T) => number): number {
	return items.reduce((total, item) => total + size(item), 0);
}
