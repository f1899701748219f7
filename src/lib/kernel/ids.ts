import { stripBidi, toLatinDigits } from './bidi.ts';

/** A reference a person reads aloud: `EX-2026-000123` (register, year, number within the year). */
export interface Reference {
	prefix: string;
	year: number;
	number: number;
}

// Crockford's base 32: no I, L, O, U, so that a code survives dictation and handwriting.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BITS_PER_CHARACTER = 5;

/** `EX-2026-000123`; the number grows past six digits rather than being cut. */
export function formatReference({ prefix, year, number }: Reference): string {
	return `${prefix}-${String(year).padStart(4, '0')}-${String(number).padStart(6, '0')}`;
}

/**
 * Reads a reference as people type it: any case, Arabic-Indic digits, spaces, slashes or underscores for the
 * hyphens, leading zeros left out; or nothing between the parts, when the number is written in full. Null when it is
 * none.
 */
export function parseReference(text: string): Reference | null {
	const words = toLatinDigits(stripBidi(text)).trim().toUpperCase();
	const match =
		/^([A-Z]{2,5})[\s\-/_]*([12][0-9]{3})[\s\-/_]+([0-9]{1,12})$/.exec(words) ??
		/^([A-Z]{2,5})[\s\-/_]*([12][0-9]{3})([0-9]{6,12})$/.exec(words);
	const [, prefix, year, number] = match ?? [];
	if (!prefix || Number(number) === 0) return null;
	return { prefix, year: Number(year), number: Number(number) };
}

/** A secret code of at least `bits` random bits in groups of four: `7K3M-Q0ZX-9T2A` for 60 bits. */
export function randomCode(bits = 60): string {
	const bytes = crypto.getRandomValues(new Uint8Array(Math.ceil(bits / BITS_PER_CHARACTER)));
	// 256 is a multiple of 32, so the low five bits of a random byte are fair.
	const characters = Array.from(bytes, (byte) => ALPHABET.charAt(byte & 31)).join('');
	return characters.replace(/(.{4})(?=.)/g, '$1-');
}

/** A typed code in the form `randomCode` gave it: O read as 0, I and L as 1; null when it cannot be a code. */
export function normaliseCode(text: string): string | null {
	const characters = toLatinDigits(stripBidi(text))
		.toUpperCase()
		.replace(/[\s\-_.]/g, '')
		.replace(/O/g, '0')
		.replace(/[IL]/g, '1');
	if (!/^[0-9A-HJKMNP-TV-Z]{4,64}$/.test(characters)) return null;
	return characters.replace(/(.{4})(?=.)/g, '$1-');
}

/** A UUID of version 7 (RFC 9562): sorts by the millisecond it was made in. */
export function uuidv7(now: number = Date.now()): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	const time = Math.floor(now).toString(16).padStart(12, '0');
	const random = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
	const variant = '89ab'.charAt((bytes[15] ?? 0) & 3);
	return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(3, 6)}-${random.slice(6, 18)}`;
}
