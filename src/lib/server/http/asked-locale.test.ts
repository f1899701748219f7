import { expect, it } from 'vitest';
import { askedLocale } from './asked-locale.ts';

const asked = (language: string, key = 'Bearer x') =>
	askedLocale(new Headers({ 'accept-language': language, ...(key ? { authorization: key } : {}) }));

it.each([
	['en', 'en'],
	['en-GB, ar;q=0.5', 'en'],
	['en;q=0.4, ar-EG;q=0.9', 'ar'],
	['fr, en;q=0.3', 'en'],
	['fr', undefined],
	['', undefined]
])('a program that sends %j is answered in %s', (language, locale) => {
	expect(asked(language)).toBe(locale);
});

it('leaves browsers to the language of their page', () => {
	expect(asked('en', '')).toBeUndefined();
});
