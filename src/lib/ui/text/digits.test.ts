import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDate, parseNumber, withDigits } from './digits.ts';

describe('digit styles', () => {
	it('turn every figure and nothing else', () => {
		expect(withDigits('EX-2026-000123', 'arab')).toBe('EX-٢٠٢٦-٠٠٠١٢٣');
		expect(withDigits('31.2069 N · 1,200', 'arab')).toBe('٣١٫٢٠٦٩ N · ١٬٢٠٠');
		expect(withDigits('شارع ٢٨٩ (۲۸۹)', 'latn')).toBe('شارع 289 (289)');
	});

	it('come back to where they started', () => {
		fc.assert(
			fc.property(fc.string(), (text) => {
				const latin = withDigits(text, 'latn');
				expect(withDigits(withDigits(latin, 'arab'), 'latn')).toBe(latin);
			})
		);
	});
});

describe('numbers as typed', () => {
	it.each([
		['12.5', 12.5],
		['١٢٫٥', 12.5],
		['١٨٦٬٠٠٠', 186000],
		['186,000.25', 186000.25],
		['186 000', 186000],
		['-٧', -7],
		['−7', -7],
		['۴۲', 42],
		['.5', 0.5],
		[' 3 ', 3]
	])('%s is %d', (text, value) => expect(parseNumber(text)).toBe(value));

	it.each(['', 'م', '12,5', '1,23', '1.2.3', '--1', '1e5', 'Infinity', '12 م'])('refuses %j', (text) =>
		expect(parseNumber(text)).toBeNull()
	);
});

describe('dates as typed', () => {
	it.each([
		['13/12/2026', '2026-12-13'],
		['١٣/١٢/٢٠٢٦', '2026-12-13'],
		['1-2-2026', '2026-02-01'],
		['1.2.26', '2026-02-01'],
		['13 12 2026', '2026-12-13'],
		['2026-12-13', '2026-12-13'],
		['29/02/2028', '2028-02-29']
	])('%s is %s', (text, iso) => expect(parseDate(text)).toBe(iso));

	it.each(['', '31/04/2026', '29/2/2026', '12/13/2026', '0/1/2026', '13/12', 'غدا', '1/1/12345', '1/1/202'])(
		'refuses %j',
		(text) => expect(parseDate(text)).toBeNull()
	);
});
