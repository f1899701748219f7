import { refuse } from '../refuse.ts';
import { CP720, CP864 } from './dos-pages.ts';

/** Turns bytes into text; throws a TypeError on bytes that the encoding does not have. */
export type Decode = (bytes: Uint8Array) => string;

const ALIASES: Record<string, string> = {
	utf8: 'utf-8',
	'65001': 'utf-8',
	'1256': 'windows-1256',
	ansi_1256: 'windows-1256',
	cp1256: 'windows-1256',
	'ansi 1256': 'windows-1256',
	'1252': 'windows-1252',
	ansi_1252: 'windows-1252',
	cp1252: 'windows-1252',
	'88591': 'windows-1252',
	'28596': 'iso-8859-6',
	'88596': 'iso-8859-6',
	'8859_6': 'iso-8859-6',
	'iso 8859-6': 'iso-8859-6',
	arabic: 'iso-8859-6',
	'720': 'cp720',
	dos720: 'cp720',
	'864': 'cp864',
	ibm864: 'cp864',
	dos_864: 'cp864',
	'oem 864': 'cp864'
};

/** The one name under which we know an encoding, or undefined for one we cannot read. */
export function encodingName(label: string): string | undefined {
	const clean = label.trim().toLowerCase();
	const name = ALIASES[clean] ?? clean;
	if (name === 'cp720' || name === 'cp864') return name;
	try {
		return new TextDecoder(name).encoding;
	} catch {
		return undefined;
	}
}

/** A decoder by label; an unknown label is `file_encoding_unknown`. */
export function decoderFor(label: string): Decode {
	const name = encodingName(label) ?? refuse('file_encoding_unknown', { encoding: label.slice(0, 40) });
	if (name === 'cp720') return (bytes) => byTable(bytes, CP720);
	// 864 stores the drawn shapes of letters; compatibility normalisation gives the letters back.
	if (name === 'cp864') return (bytes) => byTable(bytes, CP864).normalize('NFKC');
	const decoder = new TextDecoder(name, { fatal: true });
	return (bytes) => decoder.decode(bytes);
}

function byTable(bytes: Uint8Array, high: string): string {
	let text = '';
	for (const byte of bytes) text += byte < 128 ? String.fromCharCode(byte) : high.charAt(byte - 128);
	return text;
}
