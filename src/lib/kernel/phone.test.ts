import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePhone } from './phone.ts';

describe('Egyptian phone numbers', () => {
	it.each([
		['01001234567', 'mobile', '+201001234567'],
		['٠١٠٠ ١٢٣ ٤٥٦٧', 'mobile', '+201001234567'],
		['+20 (155) 555-5525', 'mobile', '+201555555525'],
		['+20 100 555-552', 'mobile', null],
		['00201201234567', 'mobile', '+201201234567'],
		['201112345678', 'mobile', '+201112345678'],
		['02 2345 6789', 'landline', '+20223456789'],
		['03-4567890', 'landline', '+2034567890'],
		['097 2345678', 'landline', '+20972345678'],
		['013 2345678', 'landline', '+20132345678'],
		['01312345678', 'mobile', null],
		['0971234567890', 'landline', null],
		['16528', 'short', '16528'],
		['122', 'short', '122'],
		['1001234567', 'mobile', null],
		['+33612345678', 'mobile', null],
		['', 'short', null]
	])('%j', (text, kind, number) => {
		expect(parsePhone(text)).toEqual(number === null ? null : { kind, number });
	});

	it('gives one form however the same mobile is written', () => {
		const digits = fc.tuple(fc.constantFrom('10', '11', '12', '15'), fc.integer({ min: 0, max: 99_999_999 }));
		fc.assert(
			fc.property(digits, ([operator, rest]) => {
				const national = operator + String(rest).padStart(8, '0');
				for (const prefix of ['0', '+20', '0020', '20', '+20 ']) {
					expect(parsePhone(prefix + national)).toEqual({ kind: 'mobile', number: `+20${national}` });
				}
			})
		);
	});
});
