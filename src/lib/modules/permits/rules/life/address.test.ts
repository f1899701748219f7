import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arNorm } from '#lib/kernel/arabic.ts';
import { withoutStreets } from './address.ts';

const STREETS = ['شارع سعاد فؤاد', 'Souad Fouad Street', 'النصر'];
const rest = (address: string) => withoutStreets(address, STREETS);

describe('an address without the streets of the map', () => {
	test('keeps everything else', () => {
		expect(rest('7 شارع سعاد فؤاد')).toBe('7 شارع');
		expect(rest('7 ش. سُعاد فؤاد، الدور 2')).toBe(arNorm('7 ش، الدور 2'));
		expect(rest('قطعة 3 شارع سعاد فؤاد أمام المسجد')).toBe(arNorm('قطعة 3 شارع أمام المسجد'));
		expect(rest('7 Souad Fouad street, Montaza')).toBe('7 street, montaza');
		expect(rest('ش النصر تقاطع شارع سعاد فؤاد')).toBe(arNorm('ش تقاطع شارع'));
	});

	test('keeps a name that is not said to be a street’s, goes on, or is on no map', () => {
		for (const address of [
			...['منزل سعاد فؤاد', 'شارع سعاد فؤاد منصور', '7 شارع فؤاد منصور', 'عمارة سعاد فؤاد شارع النيل'],
			...['Mr Souad Fouad street', 'شارع سعاد']
		])
			expect(rest(address), address).toBe(arNorm(address));
		expect(rest('شارع سعاد فؤاد، منزل سعاد فؤاد')).toBe(arNorm('شارع، منزل سعاد فؤاد'));
	});

	test('is the address itself where the map names no street', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => withoutStreets(text, []) === arNorm(text))
		);
		fc.assert(
			fc.property(fc.string(), fc.array(fc.string()), (text, names) => {
				expect(withoutStreets(text, names).length).toBeLessThanOrEqual(arNorm(text).length);
			})
		);
	});
});
