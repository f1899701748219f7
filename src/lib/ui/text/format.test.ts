import { describe, expect, it } from 'vitest';
import * as f from './format.ts';

const ar = { locale: 'ar', digits: 'latn' } as const;
const arab = { locale: 'ar', digits: 'arab' } as const;
const en = { locale: 'en', digits: 'latn' } as const;

describe('numbers and money', () => {
	it('group thousands in the chosen figures', () => {
		expect(f.formatNumber(186000.5, ar)).toBe('186,000.5');
		expect(f.formatNumber(186000, arab)).toBe('١٨٦٬٠٠٠');
		expect(f.formatNumber(3, en, 2)).toBe('3.00');
	});

	it('write piastres as pounds, exactly, with piastres only when there are some', () => {
		expect(f.formatMoney(18_600_000, ar)).toBe('186,000\u00a0ج.م');
		expect(f.formatMoney(150n, arab)).toBe('١٫٥٠\u00a0ج.م');
		expect(f.formatMoney(9_007_199_254_740_993_05n, en)).toBe('EGP\u00a09,007,199,254,740,993.05');
		expect(f.formatMoney(-5, en)).toContain('-0.05');
	});
});

describe('dates', () => {
	it('a calendar day is the same day everywhere', () => {
		expect(f.formatDate('2026-12-13', ar)).toBe('13 ديسمبر 2026');
		expect(f.formatDate('2026-12-13', ar, 'weekday')).toBe('الأحد 13 ديسمبر');
		expect(f.formatDate('2026-12-13', arab, 'short')).toBe('١٣/١٢/٢٠٢٦');
	});

	it('an instant is told in Cairo time', () => {
		expect(f.formatDate('2026-12-13T22:30:00Z', en)).toBe('14 December 2026');
		expect(f.formatDate('2026-12-13T06:10:00Z', ar, 'moment')).toBe('13 ديسمبر 2026، 08:10');
		expect(f.formatDate('2026-07-13T06:10:00Z', ar, 'time')).toBe('09:10');
	});

	it('nothing is written for something that is no date', () => expect(f.formatDate('soon', en)).toBe(''));

	it('Arabic-Indic figures stay in order inside English', () => {
		const reader = { locale: 'en', digits: 'arab' } as const;
		expect(f.formatDateRange('2026-12-01', '2026-12-09', reader)).toBe('١\u200e–٩\u200e December ٢٠٢٦');
		expect(f.formatDate('2026-12-13T06:10:00Z', reader, 'moment')).toBe(
			'١٣\u200e December ٢٠٢٦\u200e, ٠٨:١٠'
		);
	});

	it('a range names what both ends share once', () => {
		expect(f.formatDateRange('2026-12-01', '2026-12-09', ar)).toBe('من 1 إلى 9 ديسمبر 2026');
		expect(f.formatDateRange('2026-11-28', '2026-12-09', en)).toBe('28 November – 9 December 2026');
		expect(f.formatDateRange('2026-12-09', '2027-12-09', en)).toBe('9 December 2026 – 9 December 2027');
		expect(f.formatDateRange('2026-12-01', '2026-12-09', en)).toBe('1–9 December 2026');
		expect(f.formatDateRange('2026-12-09', '2026-12-09', ar)).toBe('9 ديسمبر 2026');
	});
});

describe('durations', () => {
	it('use Arabic duals and plurals', () => {
		expect(f.formatDuration(2 * 1440 + 180 + 5, ar)).toBe('يومان و3 ساعات');
		expect(f.formatDuration(60, ar)).toBe('ساعة');
		expect(f.formatDuration(11 * 420, en, 420)).toBe('11 days');
		expect(f.formatDuration(0, en)).toBe('0 minutes');
	});

	it('tell how long ago', () => {
		expect(f.formatRelative('2026-12-13T10:00:00Z', new Date('2026-12-13T13:00:00Z'), en)).toBe(
			'3 hours ago'
		);
		expect(f.formatRelative('2026-12-12T10:00:00Z', new Date('2026-12-13T10:00:00Z'), ar)).toBe('أمس');
	});
});

describe('initials', () => {
	it.each([
		['منى الشاذلي', 'م\u2009ش'],
		['Mona Shazly', 'MS'],
		['لواء مهندس حازم فتحي سرور', 'ح\u2009س'],
		['Dr. Adel Sami', 'AS'],
		['رامي', 'ر'],
		['', '']
	])('%s', (name, letters) => expect(f.initials(name)).toBe(letters));
});
