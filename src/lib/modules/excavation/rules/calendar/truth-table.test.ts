import { expect, it } from 'vitest';
import { aCalendar, aMainRoad, aSchool } from '../../../../../../tests/builders/calendar.ts';
import { slowReasons } from '../../../../../../tests/builders/slow-calendar.ts';
import { allowedHours } from './hours.ts';
import type { Calendar, DayHours, Place } from './types.ts';

const QUARTER = 15 * 60_000;
const PLACES: [string, Place][] = [
	['a main road between two schools', aMainRoad()],
	[
		'a corner of two streets with a school that has bells of its own, one with a row of its own and one of the exams',
		{
			streets: [
				{ name: null, class: 'local' },
				{ name: null, class: 'collector' }
			],
			schools: [
				aSchool('7', 2, { bells: { from: '07:15', to: '17:00' } }),
				aSchool('9', 1),
				aSchool('8', 1, { kind: 'secondary' })
			]
		}
	],
	['a lane far from schools', { streets: [{ name: null, class: 'local' }], schools: [] }]
];

/** How many quarter-hours of these days the fast answer judges otherwise than the slow one. */
function differences(calendar: Calendar, place: Place, days: readonly DayHours[]) {
	const wrong: string[] = [];
	let quarters = 0;
	for (const day of days) {
		const spans = [...day.allowed.map((s) => ({ ...s, reasons: [] })), ...day.closed];
		for (const span of spans)
			for (let at = Date.parse(span.start); at < Date.parse(span.end); at += QUARTER, quarters++) {
				const fast = span.reasons.map((r) => r.key).sort();
				const slow = slowReasons(calendar, place, at);
				if (fast.join() !== slow.join()) wrong.push(`${new Date(at).toISOString()} ${fast} | ${slow}`);
			}
	}
	return { wrong, quarters };
}

it.each(PLACES)(
	'366 days x 24 hours of 2028 at %s equal the slow reference',
	{ timeout: 60_000 },
	(_, place) => {
		const calendar = aCalendar(2028, 2029);
		const days = allowedHours(calendar, place, '2028-01-01', '2028-12-31');
		expect(days).toHaveLength(366);
		// The clocks change on these days, and the year has its hours all the same.
		expect(days.filter((d) => d.hours !== 24).map((d) => [d.date, d.hours])).toEqual([
			['2028-04-28', 23],
			['2028-10-26', 25]
		]);
		const { wrong, quarters } = differences(calendar, place, days);
		expect(wrong).toEqual([]);
		expect(quarters).toBe(366 * 24 * 4);
	}
);

it('the table has in it all that moves hours about', () => {
	const days = allowedHours(aCalendar(2028, 2029), aMainRoad(), '2028-01-01', '2028-12-31');
	const kinds = new Set(
		days.flatMap((d) => d.closed.flatMap((c) => c.reasons.map((r) => `${r.kind} ${r.season}`)))
	);
	for (const kind of [
		'school ordinary',
		'school ramadan',
		'embargo null',
		'prayer ordinary',
		'prayer ramadan',
		'traffic summer'
	])
		expect([...kinds]).toContain(kind);
});
