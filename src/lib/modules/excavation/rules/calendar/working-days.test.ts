import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#lib/kernel/dates.ts';
import { aCalendar, aPeriod } from '../../../../../../tests/builders/calendar.ts';
import { c8 } from './c8.ts';
import { isWorkingDay } from './days.ts';
import { CALENDAR_DEFAULTS, calendarParameters } from './parameters.ts';
import { addWorkingDays, receivedOn, workingDayFrom, workingDaysBetween } from './working-days.ts';

const calendar = aCalendar(2026, 2027, 2028);
const anyDay = fc.integer({ min: 0, max: 1000 }).map((n) => addDays('2026-01-01', n));

describe('working days', () => {
	it('leave out Friday, Saturday and holidays', () => {
		// Thursday 1 October 2026; Tuesday the 6th is a holiday.
		expect(addWorkingDays(calendar, '2026-10-01', 1)).toBe('2026-10-04');
		expect(addWorkingDays(calendar, '2026-10-01', 3)).toBe('2026-10-07');
		expect(addWorkingDays(calendar, '2026-10-07', -3)).toBe('2026-10-01');
		expect(workingDaysBetween(calendar, '2026-10-01', '2026-10-08')).toBe(4);
		expect(workingDayFrom(calendar, '2026-10-02')).toBe('2026-10-04');
	});

	it('add up, come back, and land on working days', () => {
		fc.assert(
			fc.property(anyDay, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (day, a, b) => {
				const once = addWorkingDays(calendar, day, a);
				expect(isWorkingDay(calendar, once)).toBe(true);
				expect(addWorkingDays(calendar, once, b)).toBe(addWorkingDays(calendar, day, a + b));
				expect(workingDaysBetween(calendar, day, once)).toBe(a);
				expect(addWorkingDays(calendar, addWorkingDays(calendar, once, b), -b)).toBe(once);
			})
		);
	});

	it('a holiday more never brings a day nearer', () => {
		fc.assert(
			fc.property(anyDay, anyDay, fc.integer({ min: 1, max: 30 }), (day, free, n) => {
				const more = {
					...calendar,
					periods: [...calendar.periods, aPeriod('holiday', free, addDays(free, 2))]
				};
				expect(addWorkingDays(more, day, n) >= addWorkingDays(calendar, day, n)).toBe(true);
			})
		);
	});
});

describe('rule C8', () => {
	const parameters = calendarParameters([], '2026-12-01');
	// Sunday 22 November 2026, 11:00 in Egypt.
	const submitted_at = new Date('2026-11-22T09:00:00Z');
	const asked = (category: 'minor' | 'standard' | 'emergency', start: string, at = submitted_at) =>
		c8(calendar, parameters, { category, start, submitted_at: at });

	it('counts working days by category', () => {
		expect(asked('minor', '2026-11-25')).toBeNull();
		expect(asked('minor', '2026-11-24')).toEqual({
			severity: 'block',
			notice: 3,
			left: 2,
			received_on: '2026-11-22',
			earliest_start: '2026-11-25'
		});
		expect(asked('standard', '2026-12-06')).toBeNull();
		expect(asked('standard', '2026-12-05')).toMatchObject({ earliest_start: '2026-12-06' });
	});

	it('asks nothing of an emergency', () => expect(asked('emergency', '2026-11-22')).toBeNull());

	it('takes what comes after the cut-off, or on a day off, as of the next working day', () => {
		expect(receivedOn(calendar, new Date('2026-11-22T14:30:00Z'), CALENDAR_DEFAULTS.cutoff_min)).toBe(
			'2026-11-22'
		);
		expect(receivedOn(calendar, new Date('2026-11-22T14:31:00Z'), CALENDAR_DEFAULTS.cutoff_min)).toBe(
			'2026-11-23'
		);
		// Thursday evening: the week is over.
		expect(receivedOn(calendar, new Date('2026-11-26T18:00:00Z'), CALENDAR_DEFAULTS.cutoff_min)).toBe(
			'2026-11-29'
		);
		expect(asked('minor', '2026-11-25', new Date('2026-11-22T16:00:00Z'))).toMatchObject({
			received_on: '2026-11-23',
			earliest_start: '2026-11-26'
		});
	});

	it('measures with the values of the day', () => {
		const rows = [
			{ rule: 'C8', name: 'notice_minor', value: 5, valid_from: '2026-01-01', valid_to: '2026-12-31' }
		];
		expect(calendarParameters(rows, '2026-06-01').notice_minor).toBe(5);
		expect(calendarParameters(rows, '2027-01-01').notice_minor).toBe(CALENDAR_DEFAULTS.notice_minor);
	});
});
