import { expect, test } from 'vitest';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Srid } from '#lib/kernel/crs.ts';
import { assertPosition } from '#lib/kernel/geometry.ts';
import { errorWords } from './words.ts';

const GOVERNORATE = [29.4, 30.6, 30.1, 31.4] as [number, number, number, number];

function refusal(x: number, y: number, declared: number, locale: 'ar' | 'en'): string {
	try {
		assertPosition([x, y, x, y], { governorate: GOVERNORATE }, declared as Srid);
	} catch (error) {
		if (error instanceof DomainError) return errorWords(error.code, error.params, locale);
		throw error;
	}
	return 'taken';
}

test('swapped axes are named, and what to do', () => {
	expect(refusal(31.2, 29.9, 4326, 'ar')).toBe(
		'تقع البيانات خارج المحافظة كما هي، وتقع داخلها إذا عُكس ترتيب المحورين. اعكس ترتيبهما: الشرق (خط الطول) أولًا ثم الشمال (خط العرض).'
	);
	expect(refusal(31.2, 29.9, 4326, 'en')).toMatch(/with the two axes exchanged.*Exchange them: east/);
});

test('another system is recognised by name, and which to choose', () => {
	const red = [511_785.13, 943_532.08] as const;
	expect(refusal(...red, 4326, 'ar')).toMatch(/أُعلن أن البيانات بنظام .*4326.*22992.*اختر نظام .*22992/);
	expect(refusal(...red, 4326, 'en')).toMatch(/declared as .*4326.*read as .*22992.*Choose .*22992/);
	expect(refusal(29.9, 31.2, 22992, 'en')).toMatch(/read as .*\(EPSG:4326\)/);
});

test('both at once are said both', () => {
	expect(refusal(943_532.08, 511_785.13, 4326, 'en')).toMatch(/Choose .*22992.* and exchange/);
	expect(refusal(943_532.08, 511_785.13, 4326, 'ar')).toMatch(/اختر نظام .*22992.*واعكس/);
});

test('what is recognised nowhere is said to be elsewhere', () => {
	expect(refusal(2.35, 48.85, 4326, 'ar')).toContain('خارج حدود المحافظة');
	expect(errorWords('geometry_wrong_crs', { declared: 'EPSG:4326', likely: null }, 'en')).not.toMatch(/null/);
});
