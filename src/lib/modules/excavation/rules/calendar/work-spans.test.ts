import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#lib/kernel/dates.ts';
import { aCalendar, aMainRoad } from '../../../../../../tests/builders/calendar.ts';
import { allowedHours } from './hours.ts';
import { windowSpan, workSpans } from './work-spans.ts';

const calendar = aCalendar(2026, 2027);
const NIGHT = { from: '22:00', to: '05:00', days: [0, 1, 2, 3, 4, 5] };
const told = (window: { start: string; end: string }, hours: typeof NIGHT | null) =>
	workSpans(allowedHours(calendar, aMainRoad(), window.start, addDays(window.end, 1)), window, hours).map(
		({ start, end }) =>
			`${new Date(start).toISOString().slice(5, 16)} ${new Date(end).toISOString().slice(5, 16)}`
	);

describe('when a work may be done', () => {
	it('is one stretch a night, from evening to morning', () => {
		expect(told({ start: '2026-12-13', end: '2026-12-14' }, NIGHT)).toEqual([
			'12-13T20:00 12-14T03:00',
			'12-14T20:00 12-15T03:00'
		]);
	});

	it('without hours of its own is what the place allows, within its days', () => {
		expect(told({ start: '2026-12-17', end: '2026-12-18' }, null)).toEqual([
			'12-16T22:00 12-17T03:00',
			'12-17T20:00 12-18T09:00',
			'12-18T12:00 12-18T22:00'
		]);
	});

	it('keeps to the clocks in Egypt on the nights when they change', () => {
		// Forward on 24 April 2026, back on 30 October: the instants move, the clock times stay.
		expect(told({ start: '2026-04-22', end: '2026-04-22' }, NIGHT)).toEqual(['04-22T20:00 04-23T03:00']);
		expect(told({ start: '2026-04-25', end: '2026-04-25' }, NIGHT)).toEqual(['04-25T19:00 04-26T02:00']);
		expect(told({ start: '2026-10-28', end: '2026-10-28' }, NIGHT)).toEqual(['10-28T19:00 10-29T02:00']);
		expect(told({ start: '2026-10-31', end: '2026-10-31' }, NIGHT)).toEqual(['10-31T20:00 11-01T03:00']);
	});

	it('lies in order, without touching, within what is allowed and asked for', () => {
		const time = fc
			.integer({ min: 0, max: 47 })
			.map((n) => `${String(n >> 1).padStart(2, '0')}:${n % 2 ? '30' : '00'}`);
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 400 }),
				fc.integer({ min: 0, max: 6 }),
				fc.option(
					fc.record({ from: time, to: time, days: fc.subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 1 }) })
				),
				(from, length, hours) => {
					const start = addDays('2026-01-01', from);
					const window = { start, end: addDays(start, length) };
					const days = allowedHours(calendar, aMainRoad(), addDays(start, -1), addDays(window.end, 1));
					const spans = workSpans(days, window, hours);
					const allowed = days.flatMap((d) => d.allowed);
					const whole = windowSpan(window);
					spans.forEach((s, i) => {
						expect(s.end).toBeGreaterThan(s.start);
						if (i) expect(s.start).toBeGreaterThan(spans[i - 1]!.end);
						expect(s.start).toBeGreaterThanOrEqual(whole.start);
						// A shift of the last day ends, and may be let begin, on the day after.
						expect(s.start).toBeLessThan(whole.end + 86_400_000);
						const open = allowed.reduce(
							(sum, a) =>
								sum +
								Math.max(0, Math.min(s.end, Date.parse(a.end)) - Math.max(s.start, Date.parse(a.start))),
							0
						);
						expect(open).toBe(s.end - s.start);
					});
				}
			),
			{ numRuns: 60 }
		);
	});
});
