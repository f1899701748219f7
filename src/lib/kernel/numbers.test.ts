import { describe, expect, it } from 'vitest';
import { parseNumber } from './numbers.ts';

describe('numbers as people write them', () => {
	it.each([
		['٥١١٧٨٥٫١٣', 511785.13],
		['۳۱٫۲', 31.2],
		['943,532.078', 943532.078],
		['31,2', 31.2],
		[' −5 ', -5],
		['1e3', 1000],
		['.5', 0.5],
		['\u200f٣١\u200f', 31]
	])('%s', (text, value) => {
		expect(parseNumber(text)).toBe(value);
	});

	it.each(['', 'abc', '1.2.3', '1 2', '0x10', 'NaN', 'Infinity', '1e999', '--1', '1,2,3'])(
		'not %j',
		(text) => {
			expect(parseNumber(text)).toBeUndefined();
		}
	);
});
