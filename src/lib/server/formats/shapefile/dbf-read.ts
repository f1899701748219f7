import { ByteCursor } from '../io/byte-cursor.ts';
import type { ByteSource } from '../io/bytes.ts';
import { setProp } from '../props.ts';
import type { Decode } from '../text/decoders.ts';
import { wholeCharacters } from '../text/utf8.ts';
import type { FieldType, ReadLimits } from '../types.ts';
import { DBF_PREFIX, dbfFields, dbfSizes, type DbfField, type DbfHeader } from './dbf-header.ts';

export interface DbfColumn extends DbfField {
	name: string;
	valueType: FieldType;
}

/** A record's bytes; the first tells whether it was deleted. */
export async function* dbfRecords(
	source: ByteSource,
	limits: ReadLimits
): AsyncGenerator<{ header: DbfHeader; record: Uint8Array | undefined }, void> {
	const cursor = new ByteCursor(source);
	try {
		const sizes = dbfSizes(await cursor.need(DBF_PREFIX), source.size);
		const rest = bytesOf(await cursor.need(sizes.headerLength - DBF_PREFIX));
		const header = { ...sizes, fields: dbfFields(rest.slice(), sizes.recordLength, limits) };
		yield { header, record: undefined };
		for (let left = header.records; left > 0; left -= 1)
			yield { header, record: bytesOf(await cursor.need(header.recordLength)) };
	} finally {
		await cursor.close();
	}
}

/** Columns with readable, unique names. Memo columns point into another file and are left out. */
export function dbfColumns(fields: DbfField[], decode: Decode): DbfColumn[] {
	const used = new Set<string>();
	return fields
		.filter((f) => TYPES[f.type] !== undefined)
		.map((field, index) => {
			const plain = nameOf(field.rawName, decode) || `field_${index + 1}`;
			let name = plain;
			for (let n = 1; used.has(name); n += 1) name = `${plain}_${n}`;
			used.add(name);
			const whole = 'NF'.includes(field.type) && field.decimals === 0;
			return { ...field, name, valueType: whole ? 'integer' : (TYPES[field.type] as FieldType) };
		});
}

/** Values by column name; throws a TypeError where the encoding does not fit the bytes. */
export function dbfValues(record: Uint8Array, columns: DbfColumn[], decode: Decode): Record<string, unknown> {
	const values: Record<string, unknown> = {};
	for (const column of columns) {
		const bytes = record.subarray(column.offset, column.offset + column.length);
		setProp(values, column.name, valueOf(column, bytes, decode));
	}
	return values;
}

/** Text bytes of a record, for guessing the encoding. */
export function dbfTextBytes(record: Uint8Array, fields: DbfField[]): Uint8Array[] {
	return fields
		.filter((f) => f.type === 'C')
		.map((f) => wholeCharacters(trimmed(record.subarray(f.offset, f.offset + f.length))))
		.filter((bytes) => bytes.some((b) => b >= 0x80));
}

const TYPES: Record<string, FieldType> = {
	C: 'text',
	N: 'number',
	F: 'number',
	L: 'boolean',
	D: 'date',
	I: 'integer',
	O: 'number',
	B: 'number'
};

function valueOf(column: DbfColumn, bytes: Uint8Array, decode: Decode): unknown {
	if (column.type === 'C') {
		const clean = trimmed(bytes);
		return clean.length === 0 ? null : decode(clean).trim() || null;
	}
	if (column.type === 'I' || column.type === 'O' || column.type === 'B') return binary(column.type, bytes);
	const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1').trim();
	switch (column.type) {
		case 'L':
			return /^[TtYy]/.test(text) ? true : /^[FfNn]/.test(text) ? false : null;
		case 'D': {
			const date = /^(\d{4})(\d\d)(\d\d)$/.exec(text);
			return date && date[1] !== '0000' ? `${date[1]}-${date[2]}-${date[3]}` : null;
		}
		default: {
			const value = Number(text);
			return text === '' || !Number.isFinite(value) ? null : value;
		}
	}
}

function binary(type: 'I' | 'O' | 'B', bytes: Uint8Array): number | null {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	if (type === 'I') return bytes.length === 4 ? view.getInt32(0, true) : null;
	const value = bytes.length === 8 ? view.getFloat64(0, true) : NaN;
	return Number.isFinite(value) ? value : null;
}

function nameOf(raw: Uint8Array, decode: Decode): string {
	try {
		return decode(raw).trim();
	} catch {
		return Buffer.from(raw).toString('latin1').trim();
	}
}

function trimmed(bytes: Uint8Array): Uint8Array {
	let end = bytes.indexOf(0);
	if (end < 0) end = bytes.length;
	while (end > 0 && bytes[end - 1] === 0x20) end -= 1;
	return bytes.subarray(0, end);
}

function bytesOf(view: DataView): Uint8Array {
	return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}
