import { weekday, type CivilDate } from '#lib/kernel/dates.ts';
import { minutesOf } from './minutes.ts';
import type { DayHours } from './types.ts';

/** Weekdays with the same hours within a run of days. */
export interface HoursPattern {
	/** First and last day of the run. */
	start: CivilDate;
	end: CivilDate;
	weekdays: number[];
	/** Local times. */
	allowed: { from: string; to: string }[];
}

/**
 * Days told the short way: for each run of days with the same occasions, the weekdays that share their hours.
 */
export function patternsOf(days: readonly DayHours[]): HoursPattern[] {
	const patterns: HoursPattern[] = [];
	for (const run of runsOf(days)) {
		const [start, end] = [run[0]!.date, run.at(-1)!.date];
		const groups = new Map<string, HoursPattern>();
		for (const day of run) {
			const allowed = day.allowed.map(({ from, to }) => ({ from, to }));
			const key = JSON.stringify(allowed);
			const group = groups.get(key);
			if (!group) groups.set(key, { start, end, weekdays: [weekday(day.date)], allowed });
			else if (!group.weekdays.includes(weekday(day.date))) group.weekdays.push(weekday(day.date));
		}
		const told = [...groups.values()];
		for (const group of told) group.weekdays.sort((a, b) => a - b);
		patterns.push(...told.sort((a, b) => (a.weekdays[0] ?? 0) - (b.weekdays[0] ?? 0)));
	}
	return patterns;
}

/**
 * The days of a work with shifts of its own, and the day after: the first has no morning of a shift before, and the one
 * after has nothing else, so both are told by themselves when they are unlike the same weekday between.
 */
export function shiftPatterns(days: readonly DayHours[]): HoursPattern[] {
	const [first, after] = [days[0]!, days.at(-1)!];
	const hours = ({ allowed }: DayHours) => JSON.stringify(allowed.map(({ from, to }) => [from, to]));
	const between = days.slice(1, -1);
	const alike = between.find((d) => weekday(d.date) === weekday(first.date));
	const middle = alike && hours(alike) !== hours(first) ? [[first], between] : [days.slice(0, -1)];
	return [...middle, after.allowed.length ? [after] : []].flatMap(patternsOf);
}

/** Consecutive days with the same occasions. */
function runsOf(days: readonly DayHours[]): DayHours[][] {
	const runs: DayHours[][] = [];
	let last: string | undefined;
	for (const day of days) {
		const key = day.occasions.map((o) => `${o.kind}:${o.name.en}`).join('|');
		if (key === last) runs.at(-1)!.push(day);
		else runs.push([day]);
		last = key;
	}
	return runs;
}

/** How a day's hours are best said. */
export type HoursShape =
	| { kind: 'none' }
	| { kind: 'all' }
	/** Open from an evening into the next morning. */
	| { kind: 'night'; from: string; to: string }
	/** Open but for a while. */
	| { kind: 'except'; from: string; to: string }
	| { kind: 'spans'; spans: { from: string; to: string }[] };

/** Closed for longer than this, a day is told by its nights. */
const A_WHILE = 8 * 60;

export function shapeOf(allowed: HoursPattern['allowed']): HoursShape {
	const [first, last] = allowed;
	if (!first) return { kind: 'none' };
	if (first.from === '00:00' && first.to === '24:00') return { kind: 'all' };
	if (allowed.length === 2 && last && first.from === '00:00' && last.to === '24:00') {
		const closed = minutesOf(last.from) - minutesOf(first.to);
		return closed > A_WHILE
			? { kind: 'night', from: last.from, to: first.to }
			: { kind: 'except', from: first.to, to: last.from };
	}
	return { kind: 'spans', spans: [...allowed] };
}
