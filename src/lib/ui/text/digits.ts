import { toArabicNumber, toLatinDigits } from '#lib/kernel/bidi.ts';

/** The two digit styles a person may prefer: Latin 123 or Arabic-Indic ١٢٣. */
export type Digits = 'latn' | 'arab';

/** Rewrites the figures of `text` in the wanted style, with the decimal and thousands signs that belong to it. */
export function withDigits(text: string, digits: Digits): string {
	if (digits === 'arab') return toArabicNumber(text);
	return toLatinDigits(text)
		.replace(/(?<=\d)\u066b(?=\d)/g, '.')
		.replace(/(?<=\d)\u066c(?=\d)/g, ',');
}

/**
 * Reads a number as people here type it: either digit style, ٫ or . before decimals, ٬ , or a space between
 * thousands. Returns null when it is not a number.
 */
export function parseNumber(text: string): number | null {
	const plain = toLatinDigits(text)
		.replace(/[\s\u00a0\u202f\u066c\u200e\u200f\u061c]/g, '')
		.replace(/\u066b/g, '.')
		.replace(/[\u2212\u2013]/g, '-');
	const ungrouped = /^[-+]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(plain) ? plain.replaceAll(',', '') : plain;
	if (!/^[-+]?(\d+\.?\d*|\.\d+)$/.test(ungrouped)) return null;
	const value = Number(ungrouped);
	return Number.isFinite(value) ? value : null;
}

/**
 * Reads a calendar date: day/month/year with / - . or spaces, or ISO year-month-day, in either digit style.
 * Returns 'YYYY-MM-DD', or null when no such day exists.
 */
export function parseDate(text: string): string | null {
	const parts = toLatinDigits(text)
		.replace(/[\u200e\u200f\u061c]/g, '')
		.trim()
		.split(/\s*[/\-.\s\u060d]\s*/);
	if (parts.length !== 3 || parts.some((p) => !/^\d{1,4}$/.test(p))) return null;
	const [a, b, c] = parts.map(Number) as [number, number, number];
	const [year, day] = parts[0]!.length === 4 ? [a, c] : [parts[2]!.length === 2 ? 2000 + c : c, a];
	return toIsoDate(year, b, day);
}

function toIsoDate(year: number, month: number, day: number): string | null {
	const date = new Date(Date.UTC(year, month - 1, day));
	const exists =
		year >= 1000 &&
		date.getUTCFullYear() === year &&
		date.getUTCMonth() === month - 1 &&
		date.getUTCDate() === day;
	return exists ? date.toISOString().slice(0, 10) : null;
}
