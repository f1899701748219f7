import { expect, test } from 'vitest';
import { ERROR_STATUS } from '#lib/kernel/errors.ts';
import { wordsOf } from '#lib/server/http/words.ts';

test('every error has words in both languages', () => {
	const params = new Proxy({}, { get: () => 'x' });
	for (const code of Object.keys(ERROR_STATUS)) {
		expect(wordsOf(`error_${code}`, params, 'en'), code).toMatch(/[a-z]{3}/);
		expect(wordsOf(`error_${code}`, params, 'ar'), code).toMatch(/[\u0600-\u06FF]{3}/);
	}
});
