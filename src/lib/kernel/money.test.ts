import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMoney, moneyParts, parseMoney } from './money.ts';

describe('money', () => {
	it('is written as on a receipt', () => {
		expect(moneyParts(-123456750)).toEqual({ negative: true, pounds: '1,234,567', piastres: '50' });
		expect(formatMoney(123450, { locale: 'ar' })).toBe('1,234.50 ج.م');
		expect(formatMoney(123450, { locale: 'ar', digits: 'arab' })).toBe('١٬٢٣٤٫٥٠ ج.م');
		expect(formatMoney(-5, { locale: 'en' })).toBe('EGP -0.05');
		expect(() => moneyParts(0.5)).toThrow(RangeError);
	});

	it.each([
		['1234.5', 123450],
		['١٬٢٣٤٫٥٠ ج.م.', 123450],
		['۱۲۳۴ جنيها', 123400],
		['EGP 1,234', 123400],
		['12 L.E.', 1200],
		['\u200f-300.00', -30000],
		['\u2212300', -30000],
		['0', 0],
		['-0', 0]
	])('%j is %i piastres', (text, amount) => {
		expect(parseMoney(text)).toBe(amount);
	});

	it.each(['', 'ج.م', '1.234', '12,34', '1,2345', '1.2.3', '1 2', '5-', '1e3', '99999999999999999', '٫٥'])(
		'%j is no amount',
		(text) => {
			expect(parseMoney(text)).toBeNull();
		}
	);

	it('reads back whatever it writes', () => {
		const style = fc.record({
			locale: fc.constantFrom('ar' as const, 'en' as const),
			digits: fc.constantFrom('latn' as const, 'arab' as const)
		});
		const amount = fc.integer({ min: -(10 ** 15), max: 10 ** 15 }).filter((value) => value !== 0);
		fc.assert(
			fc.property(amount, style, (value, how) => {
				expect(parseMoney(formatMoney(value, how))).toBe(value);
			})
		);
	});
});
