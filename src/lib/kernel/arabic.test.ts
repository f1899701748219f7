import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arNorm } from './arabic.ts';

describe('arNorm', () => {
	it.each([
		['إدارة هندسيّة', 'اداره هندسيه'],
		['مجدى', 'مجدي'],
		['مصطفى', 'مصطفي'],
		['آثار ٱلإسكندريّة', 'اثار الاسكندريه'],
		['مسؤول', 'مسوول'],
		['مسئول', 'مسيول'],
		['شــــارع ٤٥', 'شارع 45'],
		['پلاک ۱۲۳', 'پلاک 123'],
		['ﷲ ﻻ', 'الله لا'],
		['  Rue\u00a0 ÉLYSÉE\t 2 ', 'rue élysée 2'],
		['\u200fأبو\u200c قير\u2069', 'ابو قير']
	])('%j becomes %j', (from, to) => {
		expect(arNorm(from)).toBe(to);
	});

	const letters = fc.string({
		unit: fc.constantFrom(...'أإآٱاىیيةهؤوئءبتشقـًٌٍَُِّْٰ٠٩۰۹ABCÉz 0-/\u00a0\t\u200f\u2067\u2069')
	});

	it('changes nothing the second time', () => {
		fc.assert(
			fc.property(letters, (text) => {
				expect(arNorm(arNorm(text))).toBe(arNorm(text));
			})
		);
	});

	it('is deaf to vowel signs, tatweel and direction controls wherever they stand', () => {
		const noise = fc.constantFrom('\u064e', '\u0651', '\u0670', '\u0640', '\u200f', '\u2067');
		fc.assert(
			fc.property(fc.constantFrom('شارع ابو قير', 'ميدان المحطه 12'), fc.nat(), noise, (text, at, sign) => {
				const cut = at % (text.length + 1);
				expect(arNorm(text.slice(0, cut) + sign + text.slice(cut))).toBe(text);
			})
		);
	});
});
