import { stripBidi, toLatinDigits } from '#lib/kernel/bidi.ts';
import { arNorm } from '#lib/kernel/arabic.ts';
import { parseDate } from '#lib/kernel/dates.ts';
import type { LayerField } from '#lib/kernel/layer.ts';
import { parseNumber } from '#lib/kernel/numbers.ts';

export type Value = string | number | boolean | null;

/** Longest text that is taken, in characters. */
export const LONGEST_TEXT = 4000;
const YES = ['1', 'true', 't', 'yes', 'y', 'نعم', 'صح'];
const NO = ['0', 'false', 'f', 'no', 'n', 'لا', 'خطا'];

/**
 * A file's value as a field's type wants it: numbers in any digits, days in any usual order, truth in words. Null
 * for nothing; undefined for what cannot be read so. A text is never cut: its length is the caller's to judge.
 */
export function readValue(raw: unknown, type: LayerField['type']): Value | undefined {
	if (raw === null || raw === undefined) return null;
	if (typeof raw === 'object') return undefined;
	const text = stripBidi(String(raw)).trim();
	if (text === '') return null;
	switch (type) {
		case 'text':
			// A zero byte is the one character that the database cannot store.
			return text.replaceAll('\0', '');
		case 'integer': {
			const value = typeof raw === 'number' ? raw : parseNumber(text);
			return value !== undefined && Number.isSafeInteger(value) ? value : undefined;
		}
		case 'number':
			return typeof raw === 'number' ? finite(raw) : parseNumber(text);
		case 'boolean':
			return truth(arNorm(text));
		case 'date':
			return parseDate(text.slice(0, 40)) ?? parseDate(text.slice(0, 10)) ?? undefined;
		case 'timestamp': {
			const time = Date.parse(toLatinDigits(text));
			return Number.isNaN(time) ? undefined : new Date(time).toISOString();
		}
	}
}

function finite(value: number): number | undefined {
	return Number.isFinite(value) ? value : undefined;
}

function truth(word: string): boolean | undefined {
	return YES.includes(word) ? true : NO.includes(word) ? false : undefined;
}
