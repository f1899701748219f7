import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	addDays,
	civilDate,
	diffDays,
	intersection,
	isCivilDate,
	overlaps,
	parseDate,
	startOfWeek,
	weekday
} from './civil-date.ts';

const day = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays('1900-01-01', days));

describe('civil dates', () => {
	it('knows which days exist', () => {
		expect(civilDate(2028, 2, 29)).toBe('2028-02-29');
		expect(civilDate(2026, 2, 29)).toBeNull();
		expect(civilDate(2026, 13, 1)).toBeNull();
		expect(civilDate(99, 1, 1)).toBe('0099-01-01');
		expect(isCivilDate('2026-11-21')).toBe(true);
		expect(isCivilDate('2026-11-31')).toBe(false);
		expect(isCivilDate('2026-1-1')).toBe(false);
	});

	it('counts across months, leap days and changes of the clock', () => {
		expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
		expect(diffDays('2026-04-01', '2026-05-01')).toBe(30);
		expect(() => addDays('soon', 1)).toThrow(RangeError);
		fc.assert(
			fc.property(day, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
				expect(diffDays(date, addDays(date, days))).toBe(days);
				expect(addDays(addDays(date, days), -days)).toBe(date);
			})
		);
	});

	it('begins the week on Saturday', () => {
		expect(weekday('2026-11-21')).toBe(0);
		expect(weekday('2026-11-20')).toBe(6);
		expect(startOfWeek('2026-11-20')).toBe('2026-11-14');
		expect(startOfWeek('2026-11-21')).toBe('2026-11-21');
	});
});

describe('ranges', () => {
	it('share the day on which one ends and the other starts', () => {
		const a = { start: '2026-01-01', end: '2026-01-10' };
		expect(overlaps(a, { start: '2026-01-10', end: '2026-01-12' })).toBe(true);
		expect(overlaps(a, { start: '2026-01-11', end: null })).toBe(false);
		expect(intersection(a, { start: '2026-01-05', end: null })).toEqual({
			start: '2026-01-05',
			end: '2026-01-10'
		});
	});

	it('overlap exactly when some day lies in both', () => {
		const range = fc
			.tuple(fc.integer({ min: 0, max: 40 }), fc.option(fc.integer({ min: 0, max: 10 })))
			.map(([start, length]) => ({
				start: addDays('2026-01-01', start),
				end: length === null ? null : addDays('2026-01-01', start + length)
			}));
		fc.assert(
			fc.property(range, range, (a, b) => {
				const days = Array.from({ length: 60 }, (_, index) => addDays('2026-01-01', index));
				const shared = days.filter((date) =>
					[a, b].every(({ start, end }) => start <= date && (end === null || date <= end))
				);
				expect(overlaps(a, b)).toBe(shared.length > 0);
				expect(intersection(a, b)?.start).toBe(shared[0]);
				const end = intersection(a, b)?.end;
				if (end) expect(end).toBe(shared.at(-1));
			})
		);
	});
});

describe('typed dates', () => {
	it.each([
		['21/11/2026', '2026-11-21'],
		['٢١/١١/٢٠٢٦', '2026-11-21'],
		['۵-۳-۲۰۲۶', '2026-03-05'],
		[' 5.3.2026 ', '2026-03-05'],
		['2026-3-5', '2026-03-05'],
		['٥ أغسطس ٢٠٢٦', '2026-08-05'],
		['٥ إبريل، ٢٠٢٦', '2026-04-05'],
		['\u200f٢٩ / ٢ / ٢٠٢٨', '2028-02-29']
	])('%j is %s', (text, date) => {
		expect(parseDate(text)).toBe(date);
	});

	it.each(['', '31/11/2026', '29/2/2026', '5/3/26', '13/13/2026', '5 مارسو 2026', '2026', '1/2/3/2026'])(
		'%j is no date',
		(text) => {
			expect(parseDate(text)).toBeNull();
		}
	);

	it('reads every day written the Egyptian way', () => {
		fc.assert(
			fc.property(day, (date) => {
				const [year, month, number] = date.split('-').map(Number);
				expect(parseDate(`${number}/${month}/${year}`)).toBe(date);
			})
		);
	});
});
