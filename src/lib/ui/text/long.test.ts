import { expect, test } from 'vitest';
import { isLong } from './long.ts';

test('a text is long by its letters or by its lines', () => {
	expect(isLong('سبب الرفض')).toBe(false);
	expect(isLong('س'.repeat(400))).toBe(false);
	expect(isLong('س'.repeat(401))).toBe(true);
	expect(isLong('س\n'.repeat(7))).toBe(false);
	expect(isLong('س\n'.repeat(8))).toBe(true);
});
