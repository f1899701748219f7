import { expect, it } from 'vitest';
import { matches } from './match.ts';

it.each([
	['شارع أبو قير', 'ابو قير'],
	['مدرسة النصر', 'مدرسه'],
	['مستشفى الميرى', 'الميري'],
	['شارع ٢٨٩', '289'],
	['Abu Qir Street', 'qir abu'],
	['الإسكنـدريّة', 'الاسكندرية']
])('%s is found by %s', (text, query) => expect(matches(text, query)).toBe(true));

it.each([
	['شارع أبو قير', 'قناة'],
	['Abu Qir', 'abu street']
])('%s is not found by %s', (text, query) => expect(matches(text, query)).toBe(false));
