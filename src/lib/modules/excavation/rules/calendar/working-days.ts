import { addDays, cairoDate, cairoTime, type CivilDate } from '#lib/kernel/dates.ts';
import { isWorkingDay } from './days.ts';
import { minutesOf } from './minutes.ts';
import type { Calendar } from './types.ts';

/** Beyond this a calendar without working days is broken, not long. */
const HORIZON = 4000;

/** The day itself when it is a working day, else the next one. */
export function workingDayFrom(calendar: Calendar, date: CivilDate): CivilDate {
	return step(calendar, date, 1, true);
}

/** The n-th working day after a day (before it when negative); for 0 the day itself or the next working one. */
export function addWorkingDays(calendar: Calendar, date: CivilDate, days: number): CivilDate {
	if (days === 0) return workingDayFrom(calendar, date);
	const direction = days > 0 ? 1 : -1;
	let at = date;
	for (let left = Math.abs(days); left > 0; left--) at = step(calendar, at, direction, false);
	return at;
}

/** Working days after `from` up to and with `to`; negative when `to` is earlier. */
export function workingDaysBetween(calendar: Calendar, from: CivilDate, to: CivilDate): number {
	if (to < from) return -workingDaysBetween(calendar, to, from);
	let count = 0;
	for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(calendar, day)) count++;
	return count;
}

/** The working day on which something that arrives at a moment counts as received; after the cut-off, the next. */
export function receivedOn(calendar: Calendar, moment: Date, cutoff: number): CivilDate {
	const date = cairoDate(moment);
	const late = minutesOf(cairoTime(moment)) > cutoff;
	return workingDayFrom(calendar, late && isWorkingDay(calendar, date) ? addDays(date, 1) : date);
}

function step(calendar: Calendar, from: CivilDate, direction: 1 | -1, withItself: boolean): CivilDate {
	let day = withItself ? from : addDays(from, direction);
	for (let i = 0; i < HORIZON; i++, day = addDays(day, direction))
		if (isWorkingDay(calendar, day)) return day;
	throw new RangeError(`no working day within ${HORIZON} days of ${from}`);
}
