import { addDays, cairoMoment, cairoTime, weekday, type CivilDate } from '#lib/kernel/dates.ts';
import type { Window } from '../types.ts';
import { dayClock } from './day-clock.ts';
import type { DailyHours, DayHours } from './types.ts';

/** A stretch of time in which a work may be done: milliseconds, the end excluded. */
export interface WorkSpan {
	start: number;
	end: number;
}

/**
 * When a work may be done over some days: what the calendar allows within its window, cut to its own daily hours
 * when it has any. Stretches that touch (22:00 to midnight, midnight to 05:00) are one.
 * @param days the hours of the place, in order and without gaps. A night shift that begins on the last day of the
 * window ends after it: give one day more.
 */
export function workSpans(
	days: Iterable<Pick<DayHours, 'date' | 'allowed'>>,
	window: Window,
	hours: DailyHours | null
): WorkSpan[] {
	const open: WorkSpan[] = [];
	const shifts: WorkSpan[] = [];
	for (const { date, allowed } of days) {
		for (const { start, end } of allowed) join(open, { start: Date.parse(start), end: Date.parse(end) });
		if (hours && window.start <= date && date <= window.end && hours.days.includes(weekday(date)))
			join(shifts, shiftOf(date, hours));
	}
	return cut(open, hours ? shifts : [windowSpan(window)]);
}

/** The same days with what is left of their open hours beside a work's own. */
export function withinHours(days: readonly DayHours[], window: Window, hours: DailyHours): DayHours[] {
	const spans = workSpans(days, window, hours);
	return days.map((day) => {
		const whole = { start: dayClock(day.date)[0]!.start, end: endOfDay(day.date) };
		const allowed = cut(spans, [whole]).map(({ start, end }) => ({
			from: cairoTime(new Date(start)),
			to: end === whole.end ? '24:00' : cairoTime(new Date(end)),
			start: new Date(start).toISOString(),
			end: new Date(end).toISOString()
		}));
		return { ...day, allowed };
	});
}

/** What of some stretches falls on a day, by the clocks in Egypt; the end of the day is `24:00`. */
export function timesOn(date: CivilDate, spans: readonly WorkSpan[]): { from: string; to: string }[] {
	const whole = { start: dayClock(date)[0]!.start, end: endOfDay(date) };
	return cut(spans, [whole]).map(({ start, end }) => ({
		from: cairoTime(new Date(start)),
		to: end === whole.end ? '24:00' : cairoTime(new Date(end))
	}));
}

/** A window as instants: from the first midnight to the one after its last day, by the clocks in Egypt. */
export function windowSpan({ start, end }: Window): WorkSpan {
	return { start: dayClock(start)[0]!.start, end: endOfDay(end) };
}

/** The midnight after a day. */
export function endOfDay(date: CivilDate): number {
	return dayClock(date).at(-1)!.end;
}

function shiftOf(date: string, { from, to }: DailyHours): WorkSpan {
	const [start, end] = [instant(date, from), instant(to > from ? date : addDays(date, 1), to)];
	return { start, end };
}

function instant(date: string, time: string): number {
	return time === '24:00' ? endOfDay(date) : cairoMoment(date, time).getTime();
}

/** Adds a stretch to ordered ones; what touches the last becomes one with it. */
function join(spans: WorkSpan[], next: WorkSpan): void {
	const last = spans.at(-1);
	if (last && next.start <= last.end) last.end = Math.max(last.end, next.end);
	else if (next.end > next.start) spans.push({ ...next });
}

/** What two ordered rows of stretches share. */
function cut(a: readonly WorkSpan[], b: readonly WorkSpan[]): WorkSpan[] {
	const shared: WorkSpan[] = [];
	let j = 0;
	for (const span of a) {
		while (j < b.length && b[j]!.end <= span.start) j++;
		for (let k = j; k < b.length && b[k]!.start < span.end; k++)
			shared.push({ start: Math.max(span.start, b[k]!.start), end: Math.min(span.end, b[k]!.end) });
	}
	return shared;
}
