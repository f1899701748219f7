import { tileBox, tileWidth, type TileAddress } from './address.ts';
import { Bytes, varintSize } from './bytes.ts';
import { Dictionary, writeKey, writeValue } from './dictionary.ts';
import { Shapes, type Parts } from './shapes.ts';
import { readWkb, type TileGrid } from './wkb.ts';

/** Units of a tile's side, and of the margin around it that geometry is kept in. */
export const EXTENT = 4096;
export const BUFFER = 64;

/** How the metres of EPSG:3857 become units of this tile. */
export function gridOf(address: TileAddress, extent = EXTENT, buffer = BUFFER): TileGrid {
	const [west, , , north] = tileBox(address);
	return { west, north, scale: extent / tileWidth(address.z), lo: -buffer, hi: extent + buffer };
}

/**
 * Writes the features of one layer of one tile, then the whole tile (MVT 2.1). For each feature: `read` its
 * geometry, and when something of it is in the tile, look up its tags and `write` it.
 */
export class LayerWriter {
	readonly keys = new Dictionary(writeKey);
	readonly values = new Dictionary(writeValue);
	/** Key and value places of the feature being written; `tagCount` numbers are in use. */
	tags = new Uint32Array(128);
	tagCount = 0;
	features = 0;
	#out = new Bytes(65_536);
	#shapes = new Shapes();

	/** Forgets everything but the memory. */
	clear(): void {
		this.keys.clear();
		this.values.clear();
		this.#out.length = 0;
		this.features = 0;
		this.tagCount = 0;
	}

	/** Bytes so far, but for the few of the header. */
	get size(): number {
		return this.#out.length + this.keys.out.length + this.values.out.length;
	}

	/** Reads a geometry. @returns where it ends in `view`; `empty` tells whether anything of it is in the tile. */
	read(view: DataView, offset: number, grid: TileGrid): number {
		this.#shapes.clear();
		this.tagCount = 0;
		return readWkb(view, offset, grid, this.#shapes);
	}

	/** Takes a square (tile units, corner at the north-west) as the feature's geometry. */
	square(x: number, y: number, side: number): void {
		this.#shapes.clear();
		this.tagCount = 0;
		const { rings } = this.#shapes;
		rings.xy.set([x, y, x + side, y, x + side, y + side, x, y + side]);
		rings.length = 8;
		rings.close();
	}

	get empty(): boolean {
		const { points, lines, rings } = this.#shapes;
		return points.count + lines.count + rings.count === 0;
	}

	tag(key: number, value: number): void {
		if (this.tagCount + 2 > this.tags.length) {
			const grown = new Uint32Array(this.tags.length * 2);
			grown.set(this.tags);
			this.tags = grown;
		}
		this.tags[this.tagCount++] = key;
		this.tags[this.tagCount++] = value;
	}

	/** Writes the feature whose geometry was read. id 0 = none. A mixed collection becomes one feature per shape. */
	write(idHigh: number, idLow: number): void {
		const { points, lines, rings } = this.#shapes;
		if (points.count > 0) this.#feature(1, points, idHigh, idLow);
		if (lines.count > 0) this.#feature(2, lines, idHigh, idLow);
		if (rings.count > 0) this.#feature(3, rings, idHigh, idLow);
	}

	/** The tile's bytes; empty when no feature was written. */
	finish(name: string, extent = EXTENT): Buffer {
		if (this.features === 0) return Buffer.alloc(0);
		const title = encoder.encode(name);
		const inner = 2 + 1 + varintSize(title.length) + title.length + this.size + 1 + varintSize(extent);
		const tile = new Bytes(0);
		// Memory of its own: a piece of Node's shared pool would keep the whole pool alive while it is cached.
		tile.buf = Buffer.allocUnsafeSlow(1 + varintSize(inner) + inner);
		tile.buf[tile.length++] = 0x1a; // Tile.layers
		tile.varint(inner);
		tile.buf[tile.length++] = 0x78; // Layer.version
		tile.buf[tile.length++] = 2;
		tile.buf[tile.length++] = 0x0a; // Layer.name
		tile.varint(title.length);
		tile.bytes(title);
		for (const part of [this.#out, this.keys.out, this.values.out])
			tile.bytes(part.buf.subarray(0, part.length));
		tile.buf[tile.length++] = 0x28; // Layer.extent
		tile.varint(extent);
		return tile.buf as Buffer;
	}

	#feature(type: 1 | 2 | 3, parts: Parts, idHigh: number, idLow: number): void {
		const out = this.#out;
		out.reserve(parts.length * 5 + parts.count * 12 + this.tagCount * 5 + 64);
		out.buf[out.length++] = 0x12; // Layer.features
		const feature = out.open();
		if (idHigh !== 0 || idLow !== 0) {
			out.buf[out.length++] = 0x08;
			out.varint64(idHigh, idLow);
		}
		if (this.tagCount > 0) {
			out.buf[out.length++] = 0x12; // Feature.tags
			const tags = out.open();
			for (let i = 0; i < this.tagCount; i++) out.varint(this.tags[i]!);
			out.close(tags);
		}
		out.buf[out.length++] = 0x18; // Feature.type
		out.buf[out.length++] = type;
		out.buf[out.length++] = 0x22; // Feature.geometry
		const geometry = out.open();
		if (type === 1) writePoints(out, parts);
		else writePaths(out, parts, type === 3);
		out.close(geometry);
		out.close(feature);
		this.features++;
	}
}

const encoder = new TextEncoder();

const MOVE_ONCE = (1 << 3) | 1;
const CLOSE = (1 << 3) | 7;

function writePoints(out: Bytes, { xy, length, count }: Parts): void {
	out.varint((count << 3) | 1);
	let x = 0;
	let y = 0;
	for (let i = 0; i < length; i += 2) {
		zigzag(out, xy[i]! - x);
		zigzag(out, xy[i + 1]! - y);
		x = xy[i]!;
		y = xy[i + 1]!;
	}
}

/** Lines or rings: each is a move, a run of lines, and for a ring the closing command. */
function writePaths(out: Bytes, { xy, ends, count }: Parts, closed: boolean): void {
	const { buf } = out;
	let n = out.length;
	let x = 0;
	let y = 0;
	let i = 0;
	for (let part = 0; part < count; part++) {
		const end = ends[part]!;
		const vertices = (end - i) >> 1;
		buf[n++] = MOVE_ONCE;
		for (const first = i; i < end;) {
			const dx = xy[i]! - x;
			const dy = xy[i + 1]! - y;
			x += dx;
			y += dy;
			let v = (dx << 1) ^ (dx >> 31);
			while (v > 127) {
				buf[n++] = (v & 127) | 128;
				v >>>= 7;
			}
			buf[n++] = v;
			v = (dy << 1) ^ (dy >> 31);
			while (v > 127) {
				buf[n++] = (v & 127) | 128;
				v >>>= 7;
			}
			buf[n++] = v;
			if (i === first) {
				out.length = n;
				out.varint(((vertices - 1) << 3) | 2);
				n = out.length;
			}
			i += 2;
		}
		if (closed) buf[n++] = CLOSE;
	}
	out.length = n;
}

function zigzag(out: Bytes, value: number): void {
	out.varint(((value << 1) ^ (value >> 31)) >>> 0);
}
