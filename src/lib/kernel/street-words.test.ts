import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arNorm } from './arabic.ts';
import { STREET_WORDS, streetVariants } from './street-words.ts';

describe('looking for a street', () => {
	it.each([
		['ش أبو قير', ['ش ابو قير', 'شارع ابو قير', 'ابو قير']],
		['ش.أبو قير', ['ش.ابو قير', 'شارع ابو قير', 'ابو قير']],
		['شارع أبو قير', ['شارع ابو قير', 'ابو قير']],
		['١٢ ط الجيش', ['12 ط الجيش', '12 طريق الجيش', '12 الجيش']],
		['Fouad St.', ['fouad st.', 'fouad شارع', 'fouad']],
		['الكورنيش', ['الكورنيش']],
		['كورنيش', ['كورنيش']],
		['  ', []]
	])('%j is looked up as %j', (query, variants) => {
		expect(streetVariants(query)).toEqual(variants);
	});

	it('holds words in the form in which text is compared, each once', () => {
		const forms = STREET_WORDS.flat();
		expect(forms.map(arNorm)).toEqual(forms);
		expect(new Set(forms).size).toBe(forms.length);
	});

	it('begins with what was typed and repeats nothing', () => {
		fc.assert(
			fc.property(fc.string({ unit: fc.constantFrom(...'شطابوقير 12./') }), (query) => {
				const variants = streetVariants(query);
				expect(variants[0] ?? '').toBe(arNorm(query));
				expect(new Set(variants).size).toBe(variants.length);
			})
		);
	});
});
