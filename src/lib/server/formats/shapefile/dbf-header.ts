import { refuse } from '../refuse.ts';
import type { ReadLimits } from '../types.ts';

export interface DbfField {
	/** As stored; the encoding is known only after looking at the records. */
	rawName: Uint8Array;
	type: string;
	/** Byte offset inside a record. */
	offset: number;
	length: number;
	decimals: number;
}

export interface DbfHeader {
	records: number;
	headerLength: number;
	recordLength: number;
	/** Language driver byte: names a code page, or 0. */
	driver: number;
	fields: DbfField[];
}

/** The bytes of a dBase header without its fields. */
export const DBF_PREFIX = 32;

/** Sizes as the first 32 bytes claim them, checked against the size of the file (bytes). */
export function dbfSizes(view: DataView, fileSize: number): Omit<DbfHeader, 'fields'> {
	const records = view.getUint32(4, true);
	const headerLength = view.getUint16(8, true);
	const recordLength = view.getUint16(10, true);
	if ((view.getUint8(0) & 7) === 4) refuse('file_unknown_format', { format: 'dbase7' });
	if (headerLength < 65 || recordLength < 2) refuse('file_unreadable', { reason: 'dbf_header' });
	if (headerLength + records * recordLength > fileSize) refuse('file_truncated', { part: 'dbf' });
	return { records, headerLength, recordLength, driver: view.getUint8(29) };
}

/** The field list that follows; the lengths of all fields must add up to a record. */
export function dbfFields(bytes: Uint8Array, recordLength: number, limits: ReadLimits): DbfField[] {
	const fields: DbfField[] = [];
	let offset = 1;
	for (let at = 0; at + 32 <= bytes.length && bytes[at] !== 0x0d; at += 32) {
		const rawName = bytes.slice(at, at + 11);
		const end = rawName.indexOf(0);
		const length = bytes[at + 16] ?? 0;
		fields.push({
			rawName: end < 0 ? rawName : rawName.subarray(0, end),
			type: String.fromCharCode(bytes[at + 11] ?? 0),
			offset,
			length,
			decimals: bytes[at + 17] ?? 0
		});
		offset += length;
	}
	if (fields.length > limits.fields) refuse('too_large', { what: 'fields', limit: limits.fields });
	if (offset !== recordLength) refuse('file_unreadable', { reason: 'dbf_lengths' });
	return fields;
}

/** Code pages of language driver bytes; 0x57 ("ANSI") is left out, since it says nothing. */
const DRIVERS: Record<number, string> = {
	0x03: 'windows-1252',
	0x7e: 'windows-1256',
	0xc8: 'windows-1250',
	0xc9: 'windows-1251',
	0xca: 'windows-1254'
};

export function driverEncoding(driver: number): string | undefined {
	return DRIVERS[driver];
}
