/** Isolates and digits: what keeps numbers, plates and Latin words in their place inside Arabic text. */

const RLI = '\u2067';
const LRI = '\u2066';
const FSI = '\u2068';
const PDI = '\u2069';
const OPENERS = '\u2066\u2067\u2068';
const ARABIC_ZERO = 0x0660;
const PERSIAN_ZERO = 0x06f0;

/**
 * Wraps a text in its own bidirectional isolate: 'rtl' for labels that mix Arabic and Latin, 'ltr' for phones,
 * plates, references and coordinates. Nested isolates survive; unbalanced ones cannot leak out of the wrapping.
 */
export function bidiIsolate(text: string, direction: 'rtl' | 'ltr' = 'rtl'): string {
	return (direction === 'rtl' ? RLI : LRI) + balanced(text) + PDI;
}

/** The same in the direction of its first letter: for what people typed, in whatever language, amid words of ours. */
export function bidiTyped(text: string): string {
	return FSI + balanced(text) + PDI;
}

/** Drops every invisible direction control, for values that go to files, searches or comparisons. */
export function stripBidi(text: string): string {
	return text.replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, '');
}

/** Arabic-Indic and Persian digits become 0-9; everything else stays. */
export function toLatinDigits(text: string): string {
	return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => {
		const code = digit.charCodeAt(0);
		return String(code - (code >= PERSIAN_ZERO ? PERSIAN_ZERO : ARABIC_ZERO));
	});
}

/** 0-9 become Arabic-Indic digits; separators stay (see `toArabicNumber`). */
export function toArabicDigits(text: string): string {
	return text.replace(/[0-9]/g, (digit) => String.fromCharCode(ARABIC_ZERO + Number(digit)));
}

/** A formatted number (`1,234.50`) in Arabic-Indic digits with the Arabic decimal and thousands separators. */
export function toArabicNumber(text: string): string {
	return toArabicDigits(text.replace(/(?<=[0-9])\.(?=[0-9])/g, '٫').replace(/(?<=[0-9]),(?=[0-9])/g, '٬'));
}

/**
 * The figures of a sentence in Arabic-Indic digits. What is a name or is to be typed as it stands keeps its own: a word
 * with Latin letters (`SHA-256`, `BP-2026-000012`), a figure behind an abbreviation (`WGS 84`), and figures joined by a
 * dash (`2026-03-31`), which would change places.
 */
export function toArabicSentence(text: string): string {
	const figures = /([A-Z]{2,}[ \u00a0])?[^\s()«»،؛\u2066-\u2069]*[0-9][^\s()«»،؛\u2066-\u2069]*/g;
	return text.replace(figures, (word, name?: string) =>
		name || /[A-Za-z]|[0-9]-[0-9]/.test(word) ? word : toArabicNumber(word).replace(/(?<=[٠-٩])%/g, '٪')
	);
}

function balanced(text: string): string {
	let depth = 0;
	let out = '';
	for (const character of text) {
		if (OPENERS.includes(character)) depth++;
		else if (character === PDI && --depth < 0) {
			depth = 0;
			continue;
		}
		out += character;
	}
	return out + PDI.repeat(depth);
}

/**
 * A message in the digits of whoever reads it: of what the options say, those of `m.x({}, prefs)`. The build lays it
 * around every message (`vite.config.ts`), so that no figure in a sentence is of another style than those beside it.
 */
export function inDigits<T extends string>(text: T, { digits }: { digits?: string }): T {
	return digits === 'arab' ? (toArabicSentence(text) as T) : text;
}
