import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#lib/kernel/dates.ts';
import { timeOf } from './minutes.ts';
import { hoursLost, promisedHours } from './promised.ts';

const span = (from: string, to: string) => ({ from, to, start: '', end: '' });
const NIGHT = [span('00:00', '05:00'), span('22:00', '24:00')];
const day = (date: string, allowed = NIGHT) => ({ date, allowed });
const promise = promisedHours([day('2026-12-08'), day('2026-12-09'), day('2026-12-10', [])])!;

describe('hours that were promised', () => {
	it('are written down day by day', () => {
		expect(promise).toEqual({
			first_on: '2026-12-08',
			days: ['00:00-05:00 22:00-24:00', '00:00-05:00 22:00-24:00', '']
		});
		expect(promisedHours([])).toBeNull();
	});

	it('are lost by whole days and by hours; a day that was never open loses nothing', () => {
		const now = [day('2026-12-08', []), day('2026-12-09', [span('01:00', '23:00')]), day('2026-12-10', [])];
		expect(hoursLost(promise, now)).toEqual({ days: ['2026-12-08'], minutes: 7 * 60 + 60 + 60 });
	});

	it('are not lost where more is open, nor on days outside', () => {
		const now = [day('2026-12-08', [span('00:00', '24:00')]), day('2026-12-09'), day('2027-01-01', [])];
		expect(hoursLost(promise, now)).toEqual({ days: [], minutes: 0 });
	});
});

const HOUR = 60;
/** Whole hours of a day as open or closed, as stretches that are apart. */
const stretches = (open: readonly boolean[]) => {
	const found: { from: string; to: string; start: string; end: string }[] = [];
	open.forEach((yes, h) => {
		if (!yes) return;
		const [from, to] = [timeOf(h * HOUR), timeOf((h + 1) * HOUR)];
		const last = found.at(-1);
		if (last?.to === from) last.to = to;
		else found.push(span(from, to));
	});
	return found;
};

it('counts hour by hour what was open and is not', () => {
	const hours = fc.array(fc.boolean(), { minLength: 24, maxLength: 24 });
	fc.assert(
		fc.property(fc.array(fc.tuple(hours, hours), { minLength: 1, maxLength: 5 }), (days) => {
			const dates = days.map((_, i) => addDays('2026-12-30', i));
			const before = promisedHours(days.map(([open], i) => day(dates[i]!, stretches(open))))!;
			const lost = hoursLost(
				before,
				days.map(([, open], i) => day(dates[i]!, stretches(open)))
			);
			const gone = days.map(([a, b]) => a.filter((open, h) => open && !b[h]).length);
			expect(lost.minutes).toBe(gone.reduce((sum, h) => sum + h, 0) * HOUR);
			expect(lost.days).toEqual(
				dates.filter((_, i) => gone[i]! > 0 && gone[i] === days[i]![0].filter(Boolean).length)
			);
		})
	);
});
