import { cairoDate, cairoMoment, type CivilDate } from './dates.ts';
import { addDays } from './civil-date.ts';

/** When an office works. Its hours lie within one day, so that no change to summer time falls into them. */
export interface OfficeTime {
	isWorkingDay(day: CivilDate): boolean;
	/** `HH:MM`, Cairo. */
	opens: string;
	closes: string;
}

/** Beyond this a calendar without working days is broken, not long. */
const HORIZON_DAYS = 4000;

/** Minutes of one working day. */
export function minutesOfDay({ opens, closes }: Pick<OfficeTime, 'opens' | 'closes'>): number {
	return clockMinutes(closes) - clockMinutes(opens);
}

/** The working minutes between two moments; 0 when the second is not later. Parts of a minute count. */
export function workingMinutes(office: OfficeTime, from: Date, to: Date): number {
	if (to <= from) return 0;
	const [first, last] = [cairoDate(from), cairoDate(to)];
	if (first === last) return within(office, first, from, to);
	let minutes = within(office, first, from, null) + within(office, last, null, to);
	const whole = minutesOfDay(office);
	for (let day = addDays(first, 1); day < last; day = addDays(day, 1))
		if (office.isWorkingDay(day)) minutes += whole;
	return minutes;
}

/**
 * The moment at which so many working minutes have gone by: of a whole number of days the closing of the last, never
 * the opening of the next.
 * @param minutes 0 or more.
 */
export function addWorkingMinutes(office: OfficeTime, from: Date, minutes: number): Date {
	if (minutes <= 0) return from;
	let left = minutes;
	let day = cairoDate(from);
	for (let i = 0; i < HORIZON_DAYS; i++, day = addDays(day, 1)) {
		if (!office.isWorkingDay(day)) continue;
		const open = i === 0 ? later(cairoMoment(day, office.opens), from) : cairoMoment(day, office.opens);
		const rest = Math.max(0, (cairoMoment(day, office.closes).getTime() - open.getTime()) / 60_000);
		if (left <= rest) return new Date(open.getTime() + left * 60_000);
		left -= rest;
	}
	throw new RangeError(`no working day within ${HORIZON_DAYS} days of ${cairoDate(from)}`);
}

/** The opening of the first working day after the day of a moment. */
export function nextWorkingMorning(office: OfficeTime, moment: Date): Date {
	let day = addDays(cairoDate(moment), 1);
	for (let i = 0; i < HORIZON_DAYS; i++, day = addDays(day, 1))
		if (office.isWorkingDay(day)) return cairoMoment(day, office.opens);
	throw new RangeError(`no working day within ${HORIZON_DAYS} days of ${cairoDate(moment)}`);
}

/** The working minutes of one day after `from` and before `to`. */
function within(office: OfficeTime, day: CivilDate, from: Date | null, to: Date | null): number {
	if (!office.isWorkingDay(day)) return 0;
	const opens = cairoMoment(day, office.opens).getTime();
	const closes = cairoMoment(day, office.closes).getTime();
	const start = Math.max(opens, from?.getTime() ?? opens);
	const end = Math.min(closes, to?.getTime() ?? closes);
	return Math.max(0, end - start) / 60_000;
}

function clockMinutes(time: string): number {
	const [hours = 0, minutes = 0] = time.split(':').map(Number);
	return hours * 60 + minutes;
}

const later = (a: Date, b: Date) => (a > b ? a : b);
