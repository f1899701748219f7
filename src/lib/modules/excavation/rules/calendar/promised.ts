import { addDays, type CivilDate } from '#lib/kernel/dates.ts';
import { minutesOf } from './minutes.ts';
import type { DayHours } from './types.ts';

/** Open hours of one day, local times. */
type Hours = readonly { from: string; to: string }[];

/** The hours of days in a row, each as `00:00-05:00 22:00-24:00`. */
export interface PromisedHours {
	first_on: CivilDate;
	days: string[];
}

/** What a later calendar leaves out of hours that were promised. */
export interface HoursLost {
	/** Days on which nothing of the promised hours is left. */
	days: CivilDate[];
	/** In all, those days included. */
	minutes: number;
}

/** Days in order and without gaps, written down. */
export function promisedHours(days: readonly Pick<DayHours, 'date' | 'allowed'>[]): PromisedHours | null {
	const first = days[0];
	if (!first) return null;
	return { first_on: first.date, days: days.map((d) => hoursText(d.allowed)) };
}

/** The hours of a day as text. */
export function hoursText(hours: Hours): string {
	return hours.map(({ from, to }) => `${from}-${to}`).join(' ');
}

/**
 * What was promised and is open no more, on the days that are asked about.
 * @param now the days as they are, in any order; days that were never promised lose nothing.
 */
export function hoursLost(
	promised: PromisedHours,
	now: Iterable<Pick<DayHours, 'date' | 'allowed'>>
): HoursLost {
	const before = new Map(promised.days.map((text, i) => [addDays(promised.first_on, i), readHours(text)]));
	const lost: HoursLost = { days: [], minutes: 0 };
	for (const { date, allowed } of now) {
		const were = before.get(date) ?? [];
		const kept = shared(were, allowed);
		const all = were.reduce((sum, h) => sum + minutesOf(h.to) - minutesOf(h.from), 0);
		if (all > 0 && kept === 0) lost.days.push(date);
		lost.minutes += all - kept;
	}
	return lost;
}

function readHours(text: string): Hours {
	return text.split(' ').flatMap((span) => {
		const [from, to] = span.split('-');
		return from && to ? [{ from, to }] : [];
	});
}

/** Minutes of one that lie in the other; the stretches of each are apart. */
function shared(a: Hours, b: Hours): number {
	let minutes = 0;
	for (const x of a)
		for (const y of b) {
			const from = Math.max(minutesOf(x.from), minutesOf(y.from));
			minutes += Math.max(0, Math.min(minutesOf(x.to), minutesOf(y.to)) - from);
		}
	return minutes;
}
