import { Bytes } from './bytes.ts';

/**
 * Numbers by byte strings: a hash table that makes no string objects, which would cost more than all the rest of a
 * tile. Look-ups take a range of a buffer and its hash (FNV-1a, as `hashByte` folds it).
 */
export class ByteTable {
	#slots = new Int32Array(2048);
	#hashes = new Int32Array(1024);
	#starts = new Int32Array(1025);
	#numbers = new Int32Array(1024);
	#count = 0;
	#keys = new Bytes(16_384);

	clear(): void {
		this.#slots.fill(0);
		this.#count = 0;
		this.#keys.length = 0;
	}

	/** The number stored for `buf[from..to]`, or -1. */
	find(buf: Uint8Array, from: number, to: number, hash: number): number {
		const mask = this.#slots.length - 1;
		for (let at = hash & mask; ; at = (at + 1) & mask) {
			const entry = this.#slots[at]! - 1;
			if (entry < 0) return -1;
			if (this.#hashes[entry] === hash && this.#holds(entry, buf, from, to)) return this.#numbers[entry]!;
		}
	}

	/** Stores a number for a key that `find` did not find. */
	add(buf: Uint8Array, from: number, to: number, hash: number, number: number): void {
		if (this.#count === this.#hashes.length) this.#grow();
		const entry = this.#count++;
		this.#keys.reserve(to - from);
		this.#keys.range(buf, from, to);
		this.#hashes[entry] = hash;
		this.#numbers[entry] = number;
		this.#starts[entry + 1] = this.#keys.length;
		this.#place(entry, hash);
	}

	#holds(entry: number, buf: Uint8Array, from: number, to: number): boolean {
		const start = this.#starts[entry]!;
		if (this.#starts[entry + 1]! - start !== to - from) return false;
		const keys = this.#keys.buf;
		for (let i = from, k = start; i < to; i++, k++) if (keys[k] !== buf[i]) return false;
		return true;
	}

	#place(entry: number, hash: number): void {
		const mask = this.#slots.length - 1;
		let at = hash & mask;
		while (this.#slots[at] !== 0) at = (at + 1) & mask;
		this.#slots[at] = entry + 1;
	}

	#grow(): void {
		const size = this.#hashes.length * 2;
		const larger = (old: Int32Array, length: number) => {
			const grown = new Int32Array(length);
			grown.set(old);
			return grown;
		};
		this.#hashes = larger(this.#hashes, size);
		this.#starts = larger(this.#starts, size + 1);
		this.#numbers = larger(this.#numbers, size);
		this.#slots = new Int32Array(size * 2);
		for (let entry = 0; entry < this.#count; entry++) this.#place(entry, this.#hashes[entry]!);
	}
}

/** Where a hash begins. */
export const HASH_START = 0x811c9dc5 | 0;

/** A hash with one more byte. */
export function hashByte(hash: number, byte: number): number {
	return Math.imul(hash ^ byte, 0x01000193);
}
