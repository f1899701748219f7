import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatReference, normaliseCode, parseReference, randomCode, uuidv7 } from './ids.ts';

describe('references', () => {
	it('reads and writes what is on the paper', () => {
		expect(formatReference({ prefix: 'EX', year: 2026, number: 123 })).toBe('EX-2026-000123');
		expect(parseReference('EX-2026-000123')).toEqual({ prefix: 'EX', year: 2026, number: 123 });
		expect(parseReference(' ex ٢٠٢٦/١٢٣ \u200f')).toEqual({ prefix: 'EX', year: 2026, number: 123 });
		expect(parseReference('EX2026000123')).toEqual({ prefix: 'EX', year: 2026, number: 123 });
		expect(parseReference('ex ٢٠٢٦٠٠٠١٢٣')).toEqual({ prefix: 'EX', year: 2026, number: 123 });
	});

	it.each([
		'',
		'EX',
		'EX-2026',
		'EX-26-000123',
		'EX2026123',
		'EX-2026-000000',
		'E-2026-1',
		'EX-2026-12x',
		'EX-2026-000123-4'
	])('%j is no reference', (text) => {
		expect(parseReference(text)).toBeNull();
	});

	it('round-trips every reference', () => {
		const prefix = fc.string({ minLength: 2, maxLength: 5, unit: fc.constantFrom(...'ABCDEFGXYZ') });
		const any = fc.record({
			prefix,
			year: fc.integer({ min: 1900, max: 2999 }),
			number: fc.integer({ min: 1, max: 999_999_999_999 })
		});
		fc.assert(
			fc.property(any, (reference) => {
				expect(parseReference(formatReference(reference))).toEqual(reference);
			})
		);
	});
});

describe('codes', () => {
	it('carries at least the bits asked for and never repeats', () => {
		expect(randomCode()).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/);
		expect(randomCode(64).replaceAll('-', '')).toHaveLength(13);
		expect(new Set(Array.from({ length: 10_000 }, () => randomCode())).size).toBe(10_000);
	});

	it('uses every character about equally often', () => {
		const counts = new Map<string, number>();
		for (const character of randomCode(5 * 64_000).replaceAll('-', '')) {
			counts.set(character, (counts.get(character) ?? 0) + 1);
		}
		expect(counts.size).toBe(32);
		for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(300);
	});

	it('is read back however it was typed', () => {
		expect(normaliseCode('7k3m q0zx-9t2a')).toBe('7K3M-Q0ZX-9T2A');
		expect(normaliseCode('oil0 ٧٨٩١')).toBe('0110-7891');
		expect(normaliseCode('7K3M-U0ZX')).toBeNull();
		expect(normaliseCode('')).toBeNull();
		for (let round = 0; round < 100; round++) {
			const code = randomCode();
			expect(normaliseCode(code.toLowerCase().replaceAll('-', ''))).toBe(code);
		}
	});
});

describe('uuidv7', () => {
	it('has the shape of RFC 9562 and sorts by time', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 2 ** 48 - 2 }), (time) => {
				const id = uuidv7(time);
				expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
				expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(time);
				expect(uuidv7(time + 1) > id).toBe(true);
			})
		);
		expect(new Set(Array.from({ length: 10_000 }, () => uuidv7(0))).size).toBe(10_000);
	});
});
