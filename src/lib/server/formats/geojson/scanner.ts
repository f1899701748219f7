import { refuse } from '../refuse.ts';
import type { ReadLimits } from '../types.ts';

/** A JSON value found in the stream: a member of a top-level `features` array, or a whole top-level value. */
export interface Found {
	kind: 'feature' | 'top';
	bytes: Uint8Array;
	/** For a top-level value: it held a `features` array, which stands empty in `bytes`. */
	collection: boolean;
}

const EMPTY = new Uint8Array(0);
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;

/**
 * Cuts a stream of bytes into the features of FeatureCollections and into top-level values, without parsing them.
 * Holds one feature at a time; knows only brackets, strings and the key `features`, so that a file of any size
 * costs one feature's memory. Works on UTF-8 and on any single-byte encoding that contains ASCII.
 */
export class JsonScanner {
	/** Features and top-level values found so far, a collection's own value not counted. */
	count = 0;
	readonly #limits: ReadLimits;
	readonly #keepFeatures: boolean;
	readonly #stack: Uint8Array;
	#depth = 0;
	#inString = false;
	#escaped = false;
	#inFeatures = false;
	#collection = false;
	/** Whether the string just closed, at depth 1, reads `features`. */
	#key = '';
	#keyReady = false;
	#afterKey = false;
	#parts: Uint8Array[] = [];
	#held = 0;
	#tokens = 0;

	/** Without `keepFeatures` the bytes of features are not kept: they are only counted and looked over. */
	constructor(limits: ReadLimits, keepFeatures = true) {
		this.#limits = limits;
		this.#keepFeatures = keepFeatures;
		this.#stack = new Uint8Array(limits.depth + 1);
	}

	/** Values completed by this chunk. */
	push(chunk: Uint8Array): Found[] {
		const found: Found[] = [];
		// Where the part of this chunk that belongs to the value being collected begins; -1 = nothing to keep.
		let from = this.#collecting() ? 0 : -1;
		for (let i = 0; i < chunk.length; i += 1) {
			if (this.#inString) {
				i = this.#string(chunk, i);
				if (this.#inString) break;
				continue;
			}
			const byte = chunk[i] as number;
			if (byte <= 0x20) continue;
			switch (byte) {
				case QUOTE:
					if (this.#depth === 0 || (this.#inFeatures && this.#depth === 2)) this.#broken();
					this.#inString = true;
					this.#key = '';
					this.#afterKey = false;
					break;
				case COLON:
					this.#afterKey = this.#depth === 1 && this.#keyReady && this.#key === 'features';
					this.#keyReady = false;
					break;
				case OPEN_OBJECT:
				case OPEN_ARRAY:
					if (this.#depth === 0 || (this.#inFeatures && this.#depth === 2)) {
						if (byte !== OPEN_OBJECT) this.#broken();
						from = i;
						this.#tokens = 0;
					}
					if (byte === OPEN_ARRAY && this.#depth === 1 && this.#afterKey) {
						// Keep the header up to and with the bracket, then collect features on their own.
						this.#keep(chunk, from, i + 1);
						this.#header = this.#parts;
						this.#parts = [];
						this.#held = 0;
						from = -1;
						this.#inFeatures = true;
						this.#collection = true;
					}
					this.#afterKey = false;
					this.#open(byte);
					break;
				case CLOSE_OBJECT:
				case CLOSE_ARRAY:
					this.#close(byte);
					if (this.#inFeatures && this.#depth === 1) {
						this.#inFeatures = false;
						this.#parts = this.#header;
						from = i;
					} else if (this.#depth === 0 || (this.#inFeatures && this.#depth === 2)) {
						this.#keep(chunk, from, i + 1);
						const value = this.#take(this.#depth === 0 ? 'top' : 'feature');
						if (this.#keepFeatures || value.kind === 'top') found.push(value);
						from = -1;
					}
					break;
				case COMMA:
					this.#count();
					break;
				default:
					if (this.#depth === 0 || (this.#inFeatures && this.#depth === 2)) this.#broken();
			}
		}
		if (from >= 0) this.#keep(chunk, from, chunk.length);
		return found;
	}

	/** Must be called after the last chunk. */
	end(): void {
		if (this.#depth > 0 || this.#inString) refuse('file_truncated', { row: this.count + 1 });
	}

	#header: Uint8Array[] = [];

	/** Walks through a string from `from`; gives where it ends, or the end of the chunk with the string still open. */
	#string(chunk: Uint8Array, from: number): number {
		let i = from;
		for (; i < chunk.length; i += 1) {
			const byte = chunk[i] as number;
			if (this.#escaped) this.#escaped = false;
			else if (byte === BACKSLASH) this.#escaped = true;
			else if (byte === QUOTE) {
				this.#inString = false;
				break;
			}
		}
		if (this.#depth === 1) {
			this.#key += Buffer.from(chunk.subarray(from, Math.min(i, from + 12))).toString('latin1');
			this.#keyReady = !this.#inString;
		}
		return i;
	}

	#collecting(): boolean {
		return this.#inFeatures ? this.#depth > 2 : this.#depth > 0;
	}

	#open(byte: number): void {
		if (this.#depth >= this.#limits.depth) refuse('file_too_deep', { limit: this.#limits.depth });
		this.#stack[this.#depth] = byte;
		this.#depth += 1;
		this.#count();
	}

	#close(byte: number): void {
		if (this.#depth === 0 || this.#stack[this.#depth - 1] !== byte - 2) this.#broken();
		this.#depth -= 1;
	}

	/** Brackets and commas stand for what parsing will cost; five for each position are plenty. */
	#count(): void {
		if ((this.#tokens += 1) > 5 * this.#limits.vertices)
			refuse('file_too_many_vertices', { what: 'vertices', row: this.count + 1 });
	}

	#keep(chunk: Uint8Array, from: number, to: number): void {
		this.#held += to - from;
		if (this.#held > this.#limits.recordBytes)
			refuse('too_large', { limit: this.#limits.recordBytes, row: this.count + 1 });
		if (this.#keepFeatures || !this.#inFeatures) this.#parts.push(chunk.subarray(from, to));
	}

	#take(kind: Found['kind']): Found {
		const [only = EMPTY] = this.#parts;
		const bytes = this.#parts.length < 2 ? only : Buffer.concat(this.#parts);
		const found = { kind, bytes, collection: this.#collection };
		this.#parts = [];
		this.#held = 0;
		if (kind === 'top') this.#collection = false;
		if (kind === 'feature' || !found.collection) this.count += 1;
		return found;
	}

	#broken(): never {
		refuse('file_unreadable', { reason: 'json', row: this.count + 1 });
	}
}
