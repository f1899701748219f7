import { expect, it } from 'vitest';
import { freeText } from './free-text.ts';

it('keeps what a person reads and drops the signs that turn text round', () => {
	expect(freeText().parse('  \u202eحفر\u202c شارع \u2067فؤاد\u2069\u200f ')).toBe('حفر شارع فؤاد');
	// Joiners shape letters: they stay.
	expect(freeText().parse('می\u200cخواهم')).toBe('می\u200cخواهم');
});

it('drops halves of letters, and blanks that nobody sees', () => {
	expect(freeText().parse('\u200b شارع \ud83d\u2060')).toBe('شارع');
	expect(freeText().parse('🏗 دور')).toBe('🏗 دور');
});

it('judges the length of what is left', () => {
	expect(freeText().min(1).safeParse('\u202e \u2066').success).toBe(false);
	expect(freeText().min(1).safeParse(' \u200b\ud800 ').success).toBe(false);
	expect(freeText().max(3).safeParse('\u202eabc\u202c').success).toBe(true);
	expect(freeText('field_required').safeParse(1).error?.issues[0]?.message).toBe('field_required');
});
