import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, cairoDate, cairoMoment, cairoTime, weekday } from '#lib/kernel/dates.ts';
import { minutesOfDay, workingMinutes, type OfficeTime } from '#lib/kernel/working-time.ts';
import { serviceClock, type Pause } from './service-clock.ts';
import { statutoryClock } from './statutory-clock.ts';

const office = (holidays: readonly string[] = []): OfficeTime => ({
	// Friday and Saturday.
	isWorkingDay: (day) => weekday(day) !== 0 && weekday(day) !== 6 && !holidays.includes(day),
	opens: '08:00',
	closes: '15:00'
});
const EID = ['2026-03-19', '2026-03-20', '2026-03-21', '2026-03-22', '2026-03-23'];
const DAY = minutesOfDay(office());

const STEP = 300_000;
const FIRST = Date.UTC(2023, 3, 10);
/** So many times as many random cases by DIWAN_RUNS=10. */
const MORE = Number(process.env.DIWAN_RUNS ?? 1);

const TEN_YEARS = Array.from({ length: 3652 }, (_, i) => addDays('2021-01-01', i));
/** The days of those years that are longer or shorter than others: summer time begins or ends. */
const CHANGES = TEN_YEARS.filter((day) => {
	const long = cairoMoment(addDays(day, 1)).getTime() - cairoMoment(day).getTime();
	return long !== 86_400_000;
});

/** Counts by the wall clock alone, every five minutes. */
function slowly(
	{ isWorkingDay, opens, closes }: OfficeTime,
	from: Date,
	to: Date,
	pauses: readonly Pause[]
): number {
	let minutes = 0;
	for (let at = from.getTime(); at < to.getTime(); at += STEP) {
		const moment = new Date(at);
		const time = cairoTime(moment);
		if (time < opens || time >= closes || !isWorkingDay(cairoDate(moment))) continue;
		if (!pauses.some((p) => p.from.getTime() <= at && (p.to === null || at < p.to.getTime()))) minutes += 5;
	}
	return minutes;
}

describe('the clock of service', () => {
	test('counts 26 working days from the day after, without Fridays, Saturdays and the feast', () => {
		const submitted_at = cairoMoment('2026-03-05', '11:30');
		const ask = { submitted_at, pauses: [], promise: { working_days: 26 }, now: submitted_at };
		const clock = serviceClock(office(EID), ask);
		expect(clock.started_at).toEqual(cairoMoment('2026-03-08', '08:00'));
		// 8 March + 26 working days, three of the five feast days being working days.
		expect(clock.due_at).toEqual(cairoMoment('2026-04-15', '15:00'));
		expect(serviceClock(office(), ask).due_at).toEqual(cairoMoment('2026-04-12', '15:00'));
	});

	test('stands still while something is asked, and nobody knows then when it is due', () => {
		const submitted_at = cairoMoment('2026-05-03', '09:00');
		const promise = { working_days: 10 };
		const from = cairoMoment('2026-05-06', '10:00');
		const asked = serviceClock(office(), {
			submitted_at,
			promise,
			pauses: [{ from, to: null }],
			now: cairoMoment('2026-05-12', '12:00')
		});
		expect(asked).toMatchObject({ paused: true, due_at: null, elapsed: 2 * DAY + 120 });
		const to = cairoMoment('2026-05-10', '10:00');
		const answered = serviceClock(office(), {
			submitted_at,
			promise,
			pauses: [{ from, to }],
			now: cairoMoment('2026-05-12', '12:00')
		});
		expect(answered).toMatchObject({ paused: false, elapsed: 4 * DAY + 240 });
		expect(answered.due_at).toEqual(cairoMoment('2026-05-19', '15:00'));
	});

	const moment = (days: number) =>
		fc.integer({ min: 0, max: days * 288 }).map((m) => new Date(FIRST + m * STEP));
	const pauses = fc
		.array(fc.tuple(moment(200), fc.integer({ min: 1, max: 2400 })), { maxLength: 4 })
		.map((all) => all.map(([from, long]): Pause => ({ from, to: new Date(from.getTime() + long * STEP) })));

	test('counts what a slow count by the wall clock does, anywhere in ten years and through every change of summer time', () => {
		expect(CHANGES).toHaveLength(16);
		const day = fc.oneof(
			fc.constantFrom(...TEN_YEARS),
			fc
				.tuple(fc.constantFrom(...CHANGES), fc.integer({ min: -40, max: 1 }))
				.map(([change, n]) => addDays(change, n))
		);
		const steps = (days: number) => fc.integer({ min: 0, max: days * 288 });
		fc.assert(
			fc.property(
				...[day, steps(1), steps(40), fc.array(fc.tuple(steps(40), steps(9)), { maxLength: 4 })],
				fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 8 }),
				fc.integer({ min: 1, max: 12 }),
				(first, time, passed, stands, feasts, working_days) => {
					const hours = office(feasts.map((n) => addDays(first, n)));
					const submitted_at = new Date(cairoMoment(first).getTime() + time * STEP);
					const after = (n: number) => new Date(submitted_at.getTime() + n * STEP);
					const pauses = stands.map(([from, long]): Pause => ({ from: after(from), to: after(from + long) }));
					const now = after(passed);
					const clock = serviceClock(hours, { submitted_at, pauses, promise: { working_days }, now });
					expect(clock.elapsed).toBe(slowly(hours, clock.started_at, now, pauses));
					expect(slowly(hours, clock.started_at, clock.due_at!, pauses)).toBe(working_days * DAY);
				}
			),
			{ numRuns: 30 * MORE }
		);
	});

	test('ten years of working time are what the days and hours of ten years add up to', () => {
		const holidays = Array.from({ length: 200 }, (_, i) => addDays('2021-01-03', i * 17));
		let minutes = 0;
		for (let day = '2021-01-01'; day < '2031-01-01'; day = addDays(day, 1))
			if (
				!['Fri', 'Sat'].includes(new Date(`${day}T12:00Z`).toUTCString().slice(0, 3)) &&
				!holidays.includes(day)
			)
				minutes += 7 * 60;
		const [from, to] = [cairoMoment('2021-01-01'), cairoMoment('2031-01-01')];
		expect(workingMinutes(office(holidays), from, to)).toBe(minutes);
	});

	test('never runs back, and is due when what is left is nothing', () => {
		fc.assert(
			fc.property(moment(20), pauses, moment(90), moment(90), (submitted_at, stands, a, b) => {
				const at = (now: Date) =>
					serviceClock(office(), { submitted_at, pauses: stands, promise: { working_days: 8 }, now });
				const [early, late] = a < b ? [a, b] : [b, a];
				expect(at(late).elapsed).toBeGreaterThanOrEqual(at(early).elapsed);
				expect(at(at(early).due_at!).left).toBeCloseTo(0, 6);
			}),
			{ numRuns: 100 * MORE }
		);
	});

	test('a holiday that comes late never shortens the time, and a pause moves the end by the working time it took', () => {
		const day = fc.integer({ min: 0, max: 60 }).map((n) => addDays('2023-04-10', n));
		fc.assert(
			fc.property(
				moment(20),
				day,
				moment(30),
				fc.integer({ min: 1, max: 2400 }),
				(submitted_at, holiday, from, long) => {
					const due = (stands: Pause[], holidays: string[] = []) =>
						serviceClock(office(holidays), {
							submitted_at,
							pauses: stands,
							promise: { working_days: 12 },
							now: submitted_at
						}).due_at!;
					expect(due([], [holiday]).getTime()).toBeGreaterThanOrEqual(due([]).getTime());
					const to = new Date(from.getTime() + long * STEP);
					const before = due([]);
					const started = serviceClock(office(), {
						submitted_at,
						pauses: [],
						promise: { working_days: 12 },
						now: from
					}).started_at;
					if (from < before)
						expect(workingMinutes(office(), before, due([{ from, to }]))).toBeCloseTo(
							workingMinutes(office(), from > started ? from : started, to),
							6
						);
				}
			),
			{ numRuns: 100 * MORE }
		);
	});
});

describe('the clock of the law', () => {
	const at = (day: number, time = '12:00') =>
		statutoryClock({ certified_on: '2026-03-05', now: cairoMoment(addDays('2026-03-05', day), time) });

	test('rings on day 21 and day 27, and lets silence be consent when day 30 is over', () => {
		expect(at(20).alarm).toBe('none');
		expect(at(21).alarm).toBe('first');
		expect(at(27).alarm).toBe('last');
		expect(at(30, '23:59')).toMatchObject({ alarm: 'last', day: 30, last_day: '2026-04-04' });
		expect(at(31, '00:00').alarm).toBe('expired');
		expect(at(31).expires_at).toEqual(cairoMoment('2026-04-05'));
	});
});
