import { addDays, cairoDate, cairoMoment, cairoTime, type CivilDate } from '#lib/kernel/dates.ts';

/** Officers of the town sign between these, whenever it is loaded. */
const OPENS_MIN = 9 * 60;
const CLOSES = '15:00';
/** Minutes from one step of a day to the next. */
const APART_MIN = 7;
const REST = [5, 6];

/** The working day so many days before today, or the last one before it that is over: later days are never earlier ones. */
export function officeDay(now: Date, daysAgo: number): CivilDate {
	const today = cairoDate(now);
	const least = cairoTime(now) >= CLOSES ? 0 : 1;
	let day = addDays(today, -Math.max(least, Math.floor(daysAgo)));
	while (REST.includes(new Date(day).getUTCDay())) day = addDays(day, -1);
	return day;
}

/** When the `nth` step of somebody was taken, in the hours of the office. */
export function officeMoment(now: Date, daysAgo: number, nth: number): Date {
	const minutes = OPENS_MIN + Math.min(nth, 50) * APART_MIN;
	const two = (part: number) => String(part).padStart(2, '0');
	return cairoMoment(officeDay(now, daysAgo), `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`);
}
