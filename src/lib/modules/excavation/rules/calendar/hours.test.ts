import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#lib/kernel/dates.ts';
import { aCalendar, aMainRoad, aPeriod, aSchool } from '../../../../../../tests/builders/calendar.ts';
import { c7 as rule } from './c7.ts';
import { allowedHours, eachDay, hoursOn, minutesIn } from './hours.ts';
import { patternsOf } from './pattern.ts';
import type { Calendar, DailyHours, Place } from './types.ts';

const calendar = aCalendar(2026, 2027, 2028);
const place = aMainRoad();
const times = (spans: readonly { from: string; to: string }[]) => spans.map((s) => `${s.from}-${s.to}`);

describe('a main road beside two schools', () => {
	it('is open at night, and on Friday but for the prayer', () => {
		const week = allowedHours(calendar, place, '2026-12-05', '2026-12-11');
		expect(week.map((d) => times(d.allowed))).toEqual([
			...Array.from({ length: 6 }, () => ['00:00-05:00', '22:00-24:00']),
			['00:00-11:00', '14:00-24:00']
		]);
		expect(patternsOf(week)).toEqual([
			{
				start: '2026-12-05',
				end: '2026-12-11',
				weekdays: [0, 1, 2, 3, 4, 5],
				allowed: [
					{ from: '00:00', to: '05:00' },
					{ from: '22:00', to: '24:00' }
				]
			},
			{
				start: '2026-12-05',
				end: '2026-12-11',
				weekdays: [6],
				allowed: [
					{ from: '00:00', to: '11:00' },
					{ from: '14:00', to: '24:00' }
				]
			}
		]);
	});

	it('is told the short way on days of no occasion too', () => {
		const plain = { ...hoursOn(calendar, place, '2026-12-06'), occasions: [] };
		expect(patternsOf([plain])).toMatchObject([{ start: '2026-12-06', end: '2026-12-06', weekdays: [1] }]);
	});

	it('says of each closed hour why: the road, and the schools while they are open', () => {
		const sunday = hoursOn(calendar, place, '2026-12-06');
		expect(
			sunday.closed.map((c) => [
				c.from,
				c.to,
				c.reasons
					.map((r) => r.key)
					.sort()
					.join(' ')
			])
		).toEqual([
			['05:00', '07:00', 'street:day'],
			['07:00', '07:30', 'school:2:1 street:day'],
			['07:30', '11:45', 'school:1:1 school:2:1 street:day'],
			['11:45', '12:30', 'school:1:1 school:2:1 school:2:2 street:day'],
			['12:30', '15:00', 'school:1:1 school:2:2 street:day'],
			['15:00', '17:45', 'school:2:2 street:day'],
			['17:45', '22:00', 'street:day']
		]);
	});

	it('moves its hours in Ramadan, and the day tells that it is only proposed', () => {
		const monday = hoursOn(calendar, place, '2027-02-15');
		expect(times(monday.allowed)).toEqual(['02:00-08:00']);
		expect(monday.occasions).toContainEqual(
			expect.objectContaining({
				kind: 'ramadan',
				state: 'proposed',
				name: { ar: 'رمضان 1448', en: 'Ramadan 1448' }
			})
		);
		// The first night of Ramadan still belongs to the day before it.
		expect(times(hoursOn(calendar, place, '2027-02-08').allowed)).toEqual(['00:00-08:00']);
		expect(times(hoursOn(calendar, place, '2027-02-07').allowed)).toEqual(['00:00-05:00', '22:00-24:00']);
	});

	it('is closed through the feasts', () => {
		for (const day of [
			'2027-03-09',
			'2027-03-11',
			'2027-05-15',
			'2027-05-18',
			'2027-05-01',
			'2027-05-02',
			'2027-01-07'
		])
			expect(hoursOn(calendar, place, day).allowed, day).toEqual([]);
	});
});

describe('days when the clocks change', () => {
	it('skip an hour in April: 23 hours, and the night ends an hour earlier by UTC', () => {
		const friday = hoursOn(calendar, place, '2026-04-24');
		expect(friday.hours).toBe(23);
		expect(friday.allowed).toEqual([
			{ from: '01:00', to: '11:00', start: '2026-04-23T22:00:00.000Z', end: '2026-04-24T08:00:00.000Z' },
			{ from: '14:00', to: '24:00', start: '2026-04-24T11:00:00.000Z', end: '2026-04-24T21:00:00.000Z' }
		]);
	});

	it('repeat an hour in October: 25 hours, and 23:00 comes twice', () => {
		const thursday = hoursOn(calendar, place, '2026-10-29');
		expect(thursday.hours).toBe(25);
		const night = thursday.allowed.at(-1)!;
		expect(night).toMatchObject({ from: '22:00', to: '24:00' });
		expect(minutesIn([night])).toBe(180);
	});

	it('judge the repeated hour twice', () => {
		const late: Calendar = {
			...calendar,
			streetHours: calendar.streetHours.map((r) => (r.id === 'day' ? { ...r, to: '23:30' } : r))
		};
		const { allowed } = hoursOn(late, place, '2026-10-29');
		expect(times(allowed)).toEqual(['00:00-05:00', '23:30-24:00', '23:30-24:00']);
	});
});

describe('rule C7', () => {
	const c7 = (at: Place, asked: { start: string; end: string }, hours: DailyHours | null) =>
		rule(at, eachDay(calendar, at, asked.start, asked.end), asked, hours);
	const window = { start: '2026-12-06', end: '2026-12-17' };
	const school = { from: '07:00', to: '15:00', days: [1, 2, 3, 4, 5] };

	it('blocks school hours on a main road and names the schools', () => {
		const found = c7(place, window, school)!;
		expect(found).toMatchObject({
			severity: 'block',
			days: 10,
			first: { date: '2026-12-06', from: '07:00' }
		});
		expect(found.reasons.map((r) => r.reason.key)).toEqual(
			expect.arrayContaining(['street:day', 'school:1:1', 'school:2:1', 'school:2:2'])
		);
		expect(found.reasons.every((r) => r.days === 10)).toBe(true);
	});

	it('warns elsewhere, and is silent out of reach of streets and schools', () => {
		const local = { streets: [{ name: null, class: 'local' as const }], schools: [aSchool('1', 1)] };
		expect(c7(local, window, school)).toMatchObject({ severity: 'warn' });
		expect(c7({ streets: [], schools: [] }, window, school)).toBeNull();
	});

	it('agrees to the hours it proposes itself', () => {
		const night = { from: '22:00', to: '05:00', days: [0, 1, 2, 3, 4, 5] };
		expect(c7(place, window, night)).toBeNull();
	});

	it('counts a night by the day it begins on: Friday’s runs into Saturday', () => {
		const friday = { from: '22:00', to: '06:00', days: [6] };
		expect(c7(place, window, friday)).toMatchObject({
			days: 1,
			first: { date: '2026-12-12', from: '05:00', to: '06:00' }
		});
	});

	it('finds nothing in a dig without hours of its own, unless no hour is left', () => {
		expect(c7(place, window, null)).toBeNull();
		const eid = { start: '2027-03-09', end: '2027-03-11' };
		expect(c7(place, eid, null)).toMatchObject({ severity: 'block', days: 3 });
	});

	it('blocks in an embargo also off the main roads', () => {
		const off = { streets: [{ name: null, class: 'local' as const }], schools: [] };
		const eid = { start: '2027-03-08', end: '2027-03-09' };
		expect(c7(off, eid, { from: '10:00', to: '12:00', days: [0, 1, 2, 3, 4, 5] })).toMatchObject({
			severity: 'block',
			days: 1
		});
	});
});

describe('for any day', () => {
	const anyDay = fc.integer({ min: 0, max: 1095 }).map((n) => addDays('2026-01-01', n));

	it('open and closed stretches follow each other from midnight to midnight, without gap or overlap', () => {
		fc.assert(
			fc.property(anyDay, (date) => {
				const day = hoursOn(calendar, place, date);
				const spans = [...day.allowed, ...day.closed].sort((a, b) => a.start.localeCompare(b.start));
				spans.slice(1).forEach((s, i) => expect(s.start).toBe(spans[i]!.end));
				expect(minutesIn(spans)).toBe(day.hours * 60);
				expect(spans.at(-1)!.end).toBe(
					[
						...hoursOn(calendar, place, addDays(date, 1)).allowed,
						...hoursOn(calendar, place, addDays(date, 1)).closed
					]
						.map((s) => s.start)
						.sort()[0]
				);
			})
		);
	});

	it('an embargo never opens an hour, and a school fewer never closes one', () => {
		fc.assert(
			fc.property(anyDay, fc.integer({ min: 0, max: 5 }), (date, length) => {
				const before = minutesIn(hoursOn(calendar, place, date).allowed);
				const stricter = {
					...calendar,
					periods: [...calendar.periods, aPeriod('embargo', date, addDays(date, length))]
				};
				expect(minutesIn(hoursOn(stricter, place, date).allowed)).toBeLessThanOrEqual(before);
				const quieter = { ...place, schools: place.schools.slice(1) };
				expect(minutesIn(hoursOn(calendar, quieter, date).allowed)).toBeGreaterThanOrEqual(before);
			})
		);
	});
});
