export { bidiIsolate, stripBidi, toArabicDigits, toArabicNumber, toLatinDigits } from './bidi.ts';

const LETTERS: readonly (readonly [from: string, to: string])[] = [
	['أإآٱ', 'ا'],
	['ىی', 'ي'],
	['ة', 'ه'],
	['ؤ', 'و'],
	['ئ', 'ي']
];
const LATIN_UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ';
const LATIN_LOWER = 'abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþ';
// Vowel signs and hamza marks, superscript alef, tatweel; zero-width and direction controls.
const REMOVED = /[\u064b-\u065f\u0670\u0640\u200b-\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
// What NFKC leaves of white space; written out because \s differs between JavaScript and PostgreSQL.
const SPACES = /[\t-\r \u0085\u1680\u2028\u2029]+/g;

const REPLACED = new Map<string, string>([
	...LETTERS.flatMap(([from, to]) => [...from].map((letter) => [letter, to] as const)),
	...Array.from({ length: 10 }, (_, digit) => [String.fromCharCode(0x0660 + digit), String(digit)] as const),
	...Array.from({ length: 10 }, (_, digit) => [String.fromCharCode(0x06f0 + digit), String(digit)] as const),
	...[...LATIN_UPPER].map((letter, index) => [letter, LATIN_LOWER[index] ?? letter] as const)
]);
const REPLACEABLE = new RegExp(`[${[...REPLACED.keys()].join('')}]`, 'g');

/**
 * The form in which Arabic text is compared and searched: one shape for each letter that Egyptians write in
 * several ways, no vowel signs, Latin digits, lower-case Latin, single spaces. The SQL function `ar_norm` gives
 * the same answer (migrations/20261121T0900_ar_norm.sql).
 */
export function arNorm(text: string): string {
	return text
		.normalize('NFKC')
		.replace(REMOVED, '')
		.replace(REPLACEABLE, (letter) => REPLACED.get(letter) ?? letter)
		.replace(SPACES, ' ')
		.replace(/^ | $/g, '');
}
