import type { LayerField } from '#lib/kernel/layer.ts';
import { SEPARATOR, tileValue } from './attributes.ts';
import { ByteTable, HASH_START, hashByte } from './byte-table.ts';
import { Scratch } from './scratch.ts';
import type { LayerWriter } from './layer-writer.ts';

const END = SEPARATOR.charCodeAt(0);

/** Texts of all columns share one table; numbers and truths are known by their text, per type. */
const tables: Record<'text' | 'number' | 'boolean', ByteTable> = {
	text: new ByteTable(),
	number: new ByteTable(),
	boolean: new ByteTable()
};

/** The bytes of each column of the tile at hand. */
const scratches: Scratch[] = [];
const utf8 = new TextDecoder();

/** Forgets the values of the tile before. */
export function clearColumns(): void {
	for (const table of Object.values(tables)) table.clear();
}

/** The values of one field, row after row, out of the text that holds them all. */
export class Column {
	readonly key: number;
	#field: LayerField;
	#table: ByteTable;
	#plain: boolean;
	#bytes: Uint8Array;
	#length: number;
	#at = 0;

	/** @param nr which of the tile's columns it is. */
	constructor(field: LayerField, text: string, nr: number, writer: LayerWriter) {
		this.key = writer.keys.place(field.name);
		this.#field = field;
		this.#plain = !['integer', 'number', 'boolean'].includes(field.type);
		this.#table = tables[this.#plain ? 'text' : field.type === 'boolean' ? 'boolean' : 'number'];
		const scratch = (scratches[nr] ??= new Scratch());
		this.#length = scratch.fill(text, 'utf8');
		this.#bytes = scratch.bytes;
	}

	/** True when every value was read. */
	get ended(): boolean {
		return this.#at > this.#length;
	}

	/** Passes over a value. */
	skip(): void {
		const end = this.#bytes.indexOf(END, this.#at);
		this.#at = (end < 0 || end > this.#length ? this.#length : end) + 1;
	}

	/** Reads a value. @returns its place among the layer's values, -1 when it is empty. */
	next(writer: LayerWriter): number {
		const buf = this.#bytes;
		const from = this.#at;
		const length = this.#length;
		let hash = HASH_START;
		let to = from;
		for (; to < length; to++) {
			const byte = buf[to]!;
			if (byte === END) break;
			hash = hashByte(hash, byte);
		}
		this.#at = to + 1;
		if (to <= from) return -1;
		const known = this.#table.find(buf, from, to, hash);
		return known >= 0 ? known : this.#learn(writer, from, to, hash);
	}

	#learn(writer: LayerWriter, from: number, to: number, hash: number): number {
		const buf = this.#bytes;
		const place = this.#plain
			? writer.values.addText(buf, from, to)
			: writer.values.place(tileValue(utf8.decode(buf.subarray(from, to)), this.#field.type));
		this.#table.add(buf, from, to, hash, place);
		return place;
	}
}
