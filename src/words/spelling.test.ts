import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const arabic = JSON.parse(readFileSync(new URL('../../messages/ar.json', import.meta.url), 'utf8')) as Record<
	string,
	unknown
>;

test('tanween stands on the letter before its alif, in every word that a person reads', () => {
	const wrong = Object.entries(arabic).filter(([, words]) => /[اى]\u064B/.test(JSON.stringify(words)));
	expect(wrong).toEqual([]);
});
