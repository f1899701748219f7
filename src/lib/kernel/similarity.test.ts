import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { similarity, trigrams } from './similarity.ts';

describe('similarity', () => {
	it('counts the trigrams of padded words', () => {
		expect([...trigrams('قط')]).toEqual(['  ق', ' قط', 'قط ']);
		expect(similarity('word', 'two words')).toBeCloseTo(4 / 11, 9);
		expect(similarity('ابو قير', 'ابوقير')).toBe(0.5);
		expect(similarity('', '')).toBe(0);
	});

	it('is symmetric, between 0 and 1, and 1 for the same words in any order', () => {
		const text = fc.string({ minLength: 1, unit: fc.constantFrom(...'ابوقير abc') });
		fc.assert(
			fc.property(text, text, (a, b) => {
				const value = similarity(a, b);
				expect(value).toBe(similarity(b, a));
				expect(value >= 0 && value <= 1).toBe(true);
				if (trigrams(a).size > 0) expect(similarity(a, a.split(' ').reverse().join(' '))).toBe(1);
			})
		);
	});
});
