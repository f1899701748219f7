import { refuse } from './refuse.ts';
import { textEncoding } from './text/stream.ts';

export type Content = 'zip' | 'shp' | 'sqlite' | 'osm-pbf' | 'json' | 'kml' | 'gpx' | 'osm' | 'dxf' | 'csv';

/** Opens every record of a GeoJSON text sequence. */
const RECORD_SEPARATOR = String.fromCharCode(0x1e);

/** How much of a file `sniff` wants to see. */
export const SNIFF_BYTES = 64 * 1024;

/** Formats we name when we refuse them, by their first bytes. */
const FOREIGN: readonly (readonly [name: string, bytes: string])[] = [
	['dwg', 'AC10'],
	['dxf-binary', 'AutoCAD Binary DXF'],
	['pdf', '%PDF'],
	['gzip', '\x1f\x8b'],
	['7z', '7z\xbc\xaf\x27\x1c'],
	['rar', 'Rar!'],
	['png', '\x89PNG'],
	['jpeg', '\xff\xd8\xff'],
	['tiff', 'II*\0'],
	['xls', '\xd0\xcf\x11\xe0'],
	['flatgeobuf', 'fgb'],
	['parquet', 'PAR1'],
	['mdb', '\0\x01\0\0Standard']
];

/** What the bytes are, whatever the file is called. A file we do not read is `file_unknown_format` with its name. */
export function sniff(first: Uint8Array, encoding?: string): Content {
	const latin = Buffer.from(first.buffer, first.byteOffset, Math.min(first.length, 64)).toString('latin1');
	if (latin.startsWith('PK\x03\x04') || latin.startsWith('PK\x05\x06')) return 'zip';
	if (latin.startsWith('SQLite format 3\0')) return 'sqlite';
	if (latin.startsWith('\0\0\x27\x0a')) return 'shp';
	if (/^\0\0[\0-\xff]{2}\n\tOSMHeader/.test(latin)) return 'osm-pbf';
	const foreign = FOREIGN.find(([, bytes]) => latin.startsWith(bytes));
	if (foreign) refuse('file_unknown_format', { format: foreign[0] });
	return sniffText(first, encoding);
}

function sniffText(first: Uint8Array, given?: string): Content {
	const { encoding } = textEncoding(first, given);
	// Not strict: a cut last character is no reason to refuse.
	const label = encoding.startsWith('cp') ? 'latin1' : encoding;
	const text = new TextDecoder(label).decode(first);
	const start = text.trimStart().replace(RECORD_SEPARATOR, '').trimStart();
	if (start.startsWith('{') || start.startsWith('[')) return 'json';
	if (start.startsWith('<')) return sniffXml(start);
	if (/^(999\r?\n.*\r?\n\s*)*0[ \t]*\r?\n[ \t]*SECTION/.test(start)) return 'dxf';
	// eslint-disable-next-line no-control-regex
	if (/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text))
		refuse('file_unknown_format', { format: 'binary' });
	if (/[,;\t|]/.test(start.split(/\r?\n/, 1)[0] ?? '')) return 'csv';
	refuse('file_unknown_format', { format: 'text' });
}

function sniffXml(start: string): Content {
	const body = start.replace(/^(\s*(<\?[^]*?\?>|<!--[^]*?-->|<!DOCTYPE[^[>]*(\[[^]*?\]\s*)?>))*\s*/i, '');
	const root = /^<(?:[\w.-]+:)?([\w.-]+)/.exec(body)?.[1]?.toLowerCase();
	if (root === 'kml' || root === 'gpx' || root === 'osm') return root;
	if (root === undefined && /<!DOCTYPE/i.test(start)) refuse('file_xml_dtd');
	refuse('file_unknown_format', { format: root ?? 'xml' });
}
