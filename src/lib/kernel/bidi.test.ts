import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	bidiIsolate,
	bidiTyped,
	stripBidi,
	toArabicDigits,
	toArabicNumber,
	toArabicSentence,
	toLatinDigits
} from './bidi.ts';

describe('bidi isolates', () => {
	it('wraps a mixed label right-to-left and a phone left-to-right', () => {
		expect(bidiIsolate('كابل 11kV غرب')).toBe('\u2067كابل 11kV غرب\u2069');
		expect(bidiIsolate('+20 100', 'ltr')).toBe('\u2066+20 100\u2069');
		expect(bidiTyped('12 شارع النخيل')).toBe('\u206812 شارع النخيل\u2069');
	});

	it('keeps nested isolates and stops unbalanced ones from leaking', () => {
		const inner = bidiIsolate('A-1', 'ltr');
		expect(bidiIsolate(`ملف ${inner}`)).toBe(`\u2067ملف ${inner}\u2069`);
		const controls = fc.string({
			unit: fc.constantFrom('\u2066', '\u2067', '\u2068', '\u2069', 'a', 'ب')
		});
		fc.assert(
			fc.property(controls, (text) => {
				let depth = 0;
				const wrapped = [...bidiIsolate(text)];
				wrapped.forEach((character, index) => {
					if ('\u2066\u2067\u2068'.includes(character)) depth++;
					if (character === '\u2069') depth--;
					if (index < wrapped.length - 1) expect(depth).toBeGreaterThan(0);
				});
				expect(depth).toBe(0);
			})
		);
	});

	it('strips controls and nothing else', () => {
		expect(stripBidi('\u200f\u2067ش ٤\u2069\u061c')).toBe('ش ٤');
	});
});

describe('digits', () => {
	it('reads Arabic-Indic and Persian digits', () => {
		expect(toLatinDigits('٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹')).toBe('0123456789 0123456789');
	});

	it('writes a number with Arabic separators and leaves other dots alone', () => {
		expect(toArabicNumber('1,234.50 م.')).toBe('١٬٢٣٤٫٥٠ م.');
	});

	it('round-trips any text without Arabic digits', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				const latin = toLatinDigits(text);
				expect(toLatinDigits(toArabicDigits(latin))).toBe(latin);
			})
		);
	});

	it('writes the figures of a sentence, not those of names and of what is typed as it stands', () => {
		expect(toArabicSentence('مضى 70% من 1,250.5 م² في (12) يومًا، قانون 119 لسنة 2008')).toBe(
			'مضى ٧٠٪ من ١٬٢٥٠٫٥ م² في (١٢) يومًا، قانون ١١٩ لسنة ٢٠٠٨'
		);
		for (const name of ['SHA-256', 'BP-2026-000012', 'EPSG:22992', '2026-03-31', 'scan0001.pdf', 'WGS 84'])
			expect(toArabicSentence(`بصمة (${name}) 3`)).toBe(`بصمة (${name}) ٣`);
		expect(toArabicSentence('\u20687\u2069 أيام و٨')).toBe('\u2068٧\u2069 أيام و٨');
	});
});
