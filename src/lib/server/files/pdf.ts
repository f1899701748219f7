import { inflateSync } from 'node:zlib';
import { DomainError } from '#lib/kernel/errors.ts';

/**
 * What a paper has no business doing: running scripts, starting programs, sending forms, carrying other files. A
 * script's action is named /JavaScript wherever it stands, so that name is enough.
 */
const ACTIVE = [
	'JavaScript',
	'Launch',
	'EmbeddedFile',
	'EmbeddedFiles',
	'RichMedia',
	'SubmitForm',
	'ImportData',
	'GoToE',
	'XFA'
];
const ACTIVE_NAME = new RegExp(`/(${ACTIVE.join('|')})(?![A-Za-z0-9])`);
/** Bytes of compressed objects, all together. */
const UNPACKED = 32 * 1024 * 1024;
/** A dictionary before its stream. */
const DICTIONARY = 4096;
const MOST_STREAMS = 100_000;
/** A stream that holds objects. */
const OBJECTS = /\/ObjStm(?![A-Za-z0-9])/g;

/**
 * Refuses a PDF that does more than show pages. Names are read as a viewer reads them (`/J#61vaScript`), also in
 * compressed objects; what hides its objects behind a password or an unusual packing cannot be looked into.
 * @throws DomainError `pdf_active`, `pdf_encrypted`, `pdf_hidden`, `file_bomb`, `file_truncated`.
 */
export function demandPlainPdf(bytes: Uint8Array): void {
	const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
	if (!text.slice(-2048).includes('%%EOF'))
		throw new DomainError('file_truncated', { params: { part: '%%EOF' } });
	const plain = names(text);
	demandPassive(plain);
	if (/\/Encrypt(?![A-Za-z0-9])/.test(plain)) throw new DomainError('pdf_encrypted');
	let packed = plain.match(OBJECTS)?.length ?? 0;
	if (packed === 0) return;
	let left = UNPACKED;
	let streams = 0;
	for (const start of text.matchAll(/stream\r?\n/g)) {
		if ((streams += 1) > MOST_STREAMS) throw new DomainError('pdf_hidden');
		if (text.slice(Math.max(0, start.index - 3), start.index) === 'end') continue;
		const before = text.slice(Math.max(0, start.index - DICTIONARY), start.index);
		const dictionary = names(before.slice(before.lastIndexOf(' obj') + 1));
		const found = dictionary.match(OBJECTS)?.length ?? 0;
		if (found === 0) continue;
		packed -= found;
		const objects = unpacked(bytes, start.index + start[0].length, dictionary, left);
		left -= Math.max(1024, objects.length);
		demandPassive(names(objects));
	}
	// Objects whose stream stands too far from their name to be found by us would be found by a viewer.
	if (packed > 0) throw new DomainError('pdf_hidden');
}

function demandPassive(text: string): void {
	const found = ACTIVE_NAME.exec(text);
	if (found) throw new DomainError('pdf_active', { params: { what: found[1]! } });
}

/** `#61` in a name is `a`. */
function names(text: string): string {
	return text.includes('#')
		? text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
		: text;
}

/** The text of a stream of objects. */
function unpacked(bytes: Uint8Array, at: number, dictionary: string, left: number): string {
	const filters = [
		...dictionary.matchAll(
			/\/(ASCIIHex|ASCII85|LZW|Flate|RunLength|Crypt|DCT|JPX|JBIG2|CCITTFax)Decode|\/(AHx|A85|LZW|Fl|RL)(?![A-Za-z0-9])/g
		)
	];
	// Without a filter they stand in the text that was read already.
	if (filters.length === 0) return '';
	const simple = filters.length === 1 && ['Flate', 'Fl'].includes(filters[0]![1] ?? filters[0]![2]!);
	if (!simple || /\/Predictor\s*(?!1(?!\d))\d/.test(dictionary)) throw new DomainError('pdf_hidden');
	try {
		return inflateSync(bytes.subarray(at), { maxOutputLength: Math.max(1, left), finishFlush: 2 }).toString(
			'latin1'
		);
	} catch (cause) {
		throw new DomainError(
			(cause as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'file_bomb' : 'pdf_hidden',
			{ cause }
		);
	}
}
