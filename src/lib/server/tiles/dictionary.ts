import { Bytes, varintSize } from './bytes.ts';

/** An attribute's value. null, undefined and the empty text are left out of the tile. */
export type TileValue = string | number | bigint | boolean | null | undefined;

/** The keys or values of a layer: each distinct one is written once and known by its place. */
export class Dictionary {
	readonly out = new Bytes(4096);
	#places = new Map<TileValue, number>();
	#count = 0;
	#write: (out: Bytes, value: TileValue) => void;

	constructor(write: (out: Bytes, value: TileValue) => void) {
		this.#write = write;
	}

	clear(): void {
		this.out.length = 0;
		this.#places.clear();
		this.#count = 0;
	}

	/** The place of a value, written now if it is new. */
	place(value: TileValue): number {
		const known = this.#places.get(value);
		if (known !== undefined) return known;
		const place = this.#count++;
		this.#places.set(value, place);
		this.#write(this.out, value);
		return place;
	}

	/** Writes a text value, given as UTF-8 in `buf[from..to]`, that the caller knows to be new. @returns its place. */
	addText(buf: Uint8Array, from: number, to: number): number {
		const { out } = this;
		const length = to - from;
		out.reserve(length + 12);
		out.buf[out.length++] = 0x22;
		out.varint(length + 1 + varintSize(length));
		out.buf[out.length++] = 0x0a;
		out.varint(length);
		out.range(buf, from, to);
		return this.#count++;
	}
}

/** Layer.keys: field 3, text. */
export function writeKey(out: Bytes, key: TileValue): void {
	out.text(0x1a, String(key));
}

/** Layer.values: field 4, a Value message with one field set. */
export function writeValue(out: Bytes, value: TileValue): void {
	out.reserve(20);
	out.buf[out.length++] = 0x22;
	const at = out.open();
	if (typeof value === 'string') out.text(0x0a, value);
	else if (typeof value === 'boolean') {
		out.buf[out.length++] = 0x38;
		out.buf[out.length++] = value ? 1 : 0;
	} else if (typeof value === 'bigint') writeInteger(out, value);
	else if (Number.isSafeInteger(value)) writeInteger(out, BigInt(value as number));
	else out.double(0x19, value as number);
	out.close(at);
}

/** uint_value when not negative, sint_value below zero; outside 64 bits the digits as text. */
function writeInteger(out: Bytes, value: bigint): void {
	const negative = value < 0n;
	const raw = negative ? -value * 2n - 1n : value;
	if (raw >= 1n << 64n) return out.text(0x0a, value.toString());
	out.buf[out.length++] = negative ? 0x30 : 0x28;
	out.varint64(Number(raw >> 32n), Number(raw & 0xffffffffn));
}
