import { EXTENSION, type MediaType } from './media-type.ts';

const LONGEST = 120;
/** Control characters, marks that turn text round, what file systems and headers trip over. */
const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029\ufffc\ufffd"*:<>?|;]/gu;

/**
 * The name under which a file is shown and given back: no folders, no hidden marks, and the ending of what it is by
 * its content, so that `plan.pdf.exe` and `../../etc/passwd` are names like any other.
 */
export function cleanFileName(name: string, type: MediaType): string {
	const last = name.split(/[\\/]/).at(-1) ?? '';
	const plain = last.normalize('NFC').replace(FORBIDDEN, '').replace(/\s+/g, ' ');
	const stem = plain
		.replace(/(\.[A-Za-z0-9]{1,5})+$/, '')
		.replace(/^[.\s]+|[.\s]+$/g, '')
		.slice(0, LONGEST);
	return `${stem || 'document'}.${EXTENSION[type]}`;
}
