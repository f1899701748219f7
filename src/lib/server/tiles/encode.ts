import type { TileAddress } from './address.ts';
import type { TileValue } from './dictionary.ts';
import { BUFFER, EXTENT, gridOf, LayerWriter } from './layer-writer.ts';

/** A row on its way into a tile. */
export interface TileFeature {
	/** A whole number 1 .. 2^64-1 (bigint ids arrive as text); anything else is left out. */
	id?: string | number | bigint | null;
	/** Little-endian WKB, EPSG:3857. */
	wkb: Uint8Array;
	attributes: Readonly<Record<string, TileValue>>;
}

export interface LayerInput {
	name: string;
	address: TileAddress;
	features: Iterable<TileFeature>;
	/** Units of the tile's side (default 4096). */
	extent?: number;
	/** Units kept around it (default 64). */
	buffer?: number;
}

/**
 * Encodes one layer of a tile as MVT 2.1: clipped to the buffered tile, in whole units, rings wound by the
 * specification, collapsed parts left out.
 * @returns the tile; empty when nothing of the features is in it.
 * @throws RangeError when a feature's bytes are not little-endian WKB of a simple-features geometry.
 */
export function encodeLayer({
	name,
	address,
	features,
	extent = EXTENT,
	buffer = BUFFER
}: LayerInput): Buffer {
	const grid = gridOf(address, extent, buffer);
	const writer = new LayerWriter();
	for (const { id, wkb, attributes } of features) {
		writer.read(new DataView(wkb.buffer, wkb.byteOffset, wkb.byteLength), 0, grid);
		if (writer.empty) continue;
		for (const key in attributes) {
			const value = attributes[key];
			if (value === null || value === undefined || value === '' || Number.isNaN(value)) continue;
			writer.tag(writer.keys.place(key), writer.values.place(value));
		}
		const number = wholeId(id);
		writer.write(Number(number >> 32n), Number(number & 0xffffffffn));
	}
	return writer.finish(name, extent);
}

function wholeId(id: TileFeature['id']): bigint {
	if (typeof id === 'bigint') return id > 0n && id < 1n << 64n ? id : 0n;
	if (typeof id === 'number') return Number.isSafeInteger(id) && id > 0 ? BigInt(id) : 0n;
	return typeof id === 'string' && /^\d{1,19}$/.test(id) ? BigInt(id) : 0n;
}
