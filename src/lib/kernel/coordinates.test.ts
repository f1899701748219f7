import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EGYPT_EXTENT, SRIDS } from './crs.ts';
import type { Bbox, Position } from './crs.ts';
import { formatCoordinates, readCoordinates } from './coordinates.ts';

const ALEXANDRIA: Bbox = [29.357, 30.263, 30.087, 31.33];
const POINT: Position = [29.9187, 31.2001];

describe('what a person types to go to one place in Alexandria', () => {
	it.each([
		['31.2001, 29.9187', 4326, 'order_by_place'],
		['31.2001 29.9187', 4326, 'order_by_place'],
		['29.9187 31.2001', 4326, 'order_by_place'],
		['31.2001N 29.9187E', 4326, 'stated'],
		['N31.2001° E29.9187°', 4326, 'stated'],
		['29.9187° E, 31.2001° N', 4326, 'stated'],
		['31.2001 N 29.9187', 4326, 'stated'],
		['31.2001 E 29.9187 N', 4326, 'swapped'],
		['lat: 31.2001, lon: 29.9187', 4326, 'stated'],
		['خط عرض ٣١٫٢٠٠١ خط طول ٢٩٫٩١٨٧', 4326, 'stated'],
		['٣١٫٢٠٠١° ش، ٢٩٫٩١٨٧° ق', 4326, 'stated'],
		['۳۱٫۲۰۰۱ شمالاً ۲۹٫۹۱۸۷ شرقاً', 4326, 'stated'],
		['31,2001 29,9187', 4326, 'order_by_place'],
		['31°12′0.36″N 29°55′7.32″E', 4326, 'stated'],
		[`31° 12' 0.36" N, 29° 55' 7.32" E`, 4326, 'stated'],
		['31 12 0.36 29 55 7.32', 4326, 'order_by_place'],
		['31 12.006 N 29 55.122 E', 4326, 'stated'],
		['٣١ درجة ١٢ دقيقة ٠٫٣٦ ثانية شمالا، ٢٩ درجة ٥٥ دقيقة ٧٫٣٢ ثانية شرقا', 4326, 'stated'],
		['511785.130 943532.078', 22992, 'system_by_place'],
		['E 511785.13 N 943532.08', 22992, 'system_by_place'],
		['N 943532.08 E 511785.13', 22992, 'system_by_place'],
		['943532.08 511785.13', 22992, 'order_by_place'],
		['511,785.13 943,532.08', 22992, 'system_by_place'],
		['«ش ٩٤٣٥٣٢٫٠٨ ق ٥١١٧٨٥٫١٣»', 22992, 'system_by_place'],
		['ق ٥١١٬٧٨٥٫١٣ ش ٩٤٣٬٥٣٢٫٠٨', 22992, 'system_by_place'],
		['س=511785.13 ص=943532.08', 22992, 'system_by_place'],
		['الحزام الأحمر 511785.13 943532.08', 22992, 'order_by_place'],
		['EPSG:22992 511785.13, 943532.08', 22992, 'order_by_place'],
		['UTM 35N 778109.40 3455449.85', 32635, 'stated'],
		['36R 206390.41 3455870.67', 32636, 'stated'],
		['نطاق ٣٦ شمال ٢٠٦٣٩٠٫٤١ ٣٤٥٥٨٧٠٫٦٧', 32636, 'stated']
	])('%s', (text, srid, why) => {
		const reading = readCoordinates(text, { bounds: ALEXANDRIA });
		const [best] = reading.candidates;
		expect(best).toMatchObject({ srid, inBounds: true });
		expect(metresApart(best?.wgs84, POINT)).toBeLessThan(0.02);
		expect(reading.why).toBe(why);
	});
});

describe('a text that may mean several places', () => {
	it('gives both orders when the governorate is not known', () => {
		const reading = readCoordinates('29.9 31.2');
		expect(reading.why).toBe('order_assumed');
		expect(reading.candidates.map(({ wgs84 }) => wgs84)).toEqual([
			[31.2, 29.9],
			[29.9, 31.2]
		]);
	});

	it('gives every system in which the metres lie in Egypt', () => {
		const reading = readCoordinates('700000 500000');
		expect(reading.why).toBe('system_assumed');
		expect(reading.candidates[0]?.srid).toBe(22992);
		expect(reading.candidates.map(({ srid }) => srid)).toContain(22994);
	});

	it('keeps both meanings of a comma while both lead somewhere', () => {
		const [best] = readCoordinates('31,200 29,919', { bounds: ALEXANDRIA }).candidates;
		expect(metresApart(best?.wgs84, [29.919, 31.2])).toBeLessThan(0.01);
	});

	it('says that a readable place lies outside the governorate', () => {
		expect(readCoordinates('24.0889 N 32.8998 E', { bounds: ALEXANDRIA })).toMatchObject({
			why: 'outside',
			candidates: [{ wgs84: [32.8998, 24.0889], swapped: false, inBounds: false }]
		});
		expect(readCoordinates('48.85 N 2.35 E').candidates[0]?.wgs84).toEqual([2.35, 48.85]);
		expect(readCoordinates('33.9 S 151.2 E').candidates[0]?.wgs84).toEqual([151.2, -33.9]);
	});
});

describe('what is no coordinate', () => {
	it.each([
		'',
		'شارع أبو قير',
		'31.2',
		'31.2 29.9 12.1',
		'31.2 N 29.9 N',
		'31 75 0 29 10 0',
		'31.5 12 0 29 10 0',
		`31'12 29'55`,
		'31.2 29.9 N E W',
		'-',
		'31.2.3 29.9'
	])('%j is unreadable', (text) => {
		expect(readCoordinates(text)).toEqual({ candidates: [], why: 'unreadable' });
	});

	it.each(['200 95', '1 1000000000', 'E 12 N 99000000', '95 95', '99 N 10 E'])('%j is impossible', (text) => {
		expect(readCoordinates(text)).toEqual({ candidates: [], why: 'impossible' });
	});

	it('never throws and never invents a place that is none', () => {
		const piece = fc.constantFrom(
			...'0123456789.,-+ °\'"NSEWشجقغ٣٫٬،=:'.split(''),
			'utm 36',
			'epsg:',
			'خط عرض',
			'احمر'
		);
		const text = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.array(piece, { maxLength: 30 }).map((parts) => parts.join(''))
		);
		fc.assert(
			fc.property(text, (typed) => {
				for (const { wgs84, position } of readCoordinates(typed, { bounds: ALEXANDRIA }).candidates) {
					expect([...wgs84, ...position].every(Number.isFinite)).toBe(true);
					expect(Math.abs(wgs84[0]) <= 180 && Math.abs(wgs84[1]) <= 90).toBe(true);
				}
			}),
			{ numRuns: 2000 }
		);
	});
});

describe('the read-out', () => {
	it.each([
		[4326, { locale: 'en' }, '31.200100° N, 29.918700° E'],
		[4326, { locale: 'ar' }, '31.200100° ش، 29.918700° ق'],
		[4326, { locale: 'ar', digits: 'arab' }, '٣١٫٢٠٠١٠٠° ش، ٢٩٫٩١٨٧٠٠° ق'],
		[4326, { locale: 'en', notation: 'dms' }, '31°12′00.36″ N, 29°55′07.32″ E'],
		[4326, { locale: 'en', notation: 'dms', decimals: 0 }, '31°12′00″ N, 29°55′07″ E'],
		[22992, { locale: 'en', decimals: 3 }, 'E 511785.130 N 943532.076'],
		[22992, { locale: 'ar', digits: 'arab' }, 'ق ٥١١٧٨٥٫١٣ ش ٩٤٣٥٣٢٫٠٨'],
		[32635, { locale: 'en', decimals: 0 }, 'E 778109 N 3455450']
	] as const)('in EPSG:%i', (srid, style, text) => {
		expect(formatCoordinates(POINT, srid, style)?.text).toBe(text);
	});

	it('never shows sixty seconds, and knows south and west', () => {
		const style = { locale: 'en', notation: 'dms' } as const;
		expect(formatCoordinates([-0.0000001, 29.9999999999], 4326, style)?.text).toBe(
			'30°00′00.00″ N, 0°00′00.00″ W'
		);
		expect(formatCoordinates([-70.5, -33.25], 4326, style)?.text).toBe('33°15′00.00″ S, 70°30′00.00″ W');
		expect(formatCoordinates([31, 90.5], 3857, style)).toBeNull();
	});

	it('can be typed back in every system, language, digit and notation', () => {
		const [west, south, east, north] = EGYPT_EXTENT;
		const at = fc.tuple(
			fc.double({ min: west + 0.1, max: east - 0.1, noNaN: true }),
			fc.double({ min: south + 0.1, max: north - 0.1, noNaN: true })
		);
		const style = fc.record({
			locale: fc.constantFrom('ar' as const, 'en' as const),
			digits: fc.constantFrom('latn' as const, 'arab' as const),
			notation: fc.constantFrom('decimal' as const, 'dms' as const)
		});
		fc.assert(
			fc.property(at, fc.constantFrom(...SRIDS), style, (wgs84, srid, how) => {
				const { text } = formatCoordinates(wgs84, srid, how)!;
				const reading = readCoordinates(`EPSG:${srid} ${text}`);
				expect(reading.why).toBe('stated');
				expect(reading.candidates).toHaveLength(1);
				expect(metresApart(reading.candidates[0]?.wgs84, wgs84)).toBeLessThan(0.3);
				if (srid === 3857 || srid === 4229) return;
				const bounds: Bbox = [wgs84[0] - 0.1, wgs84[1] - 0.1, wgs84[0] + 0.1, wgs84[1] + 0.1];
				const plain = readCoordinates(text, { bounds }).candidates.find((found) => found.srid === srid);
				// Far from its own zone a system is no longer tried unless it is named.
				if (plain) expect(metresApart(plain.wgs84, wgs84)).toBeLessThan(0.3);
				else expect(srid).toBeGreaterThan(22990);
			}),
			{ numRuns: 500 }
		);
	});
});

function metresApart(a: Position | undefined, b: Position): number {
	if (!a) return Infinity;
	return Math.hypot((a[0] - b[0]) * 111_320 * Math.cos((b[1] * Math.PI) / 180), (a[1] - b[1]) * 110_950);
}
