import { toLatinDigits, stripBidi } from './bidi.ts';

/** A day in the civil calendar, `YYYY-MM-DD`, without a time or a zone. Compares as text. */
export type CivilDate = string;

/** Days from `start` to `end`, both included; an open end lasts for ever. */
export interface DateRange {
	start: CivilDate;
	end: CivilDate | null;
}

const DAY = 86_400_000;
const MONTHS = 'يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر'.split(' ');

/** The date of a year, month (1-12) and day, or null when there is no such day. */
export function civilDate(year: number, month: number, day: number): CivilDate | null {
	if (![year, month, day].every(Number.isInteger) || year < 1 || year > 9999) return null;
	const time = new Date(0).setUTCFullYear(year, month - 1, day);
	const date = new Date(time);
	const exists =
		date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
	return exists ? date.toISOString().slice(0, 10) : null;
}

/** True for an existing day written `YYYY-MM-DD`. */
export function isCivilDate(text: string): text is CivilDate {
	const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
	return match !== null && civilDate(Number(match[1]), Number(match[2]), Number(match[3])) === text;
}

/** The day so many days later (earlier when negative). */
export function addDays(date: CivilDate, days: number): CivilDate {
	return new Date(utc(date) + days * DAY).toISOString().slice(0, 10);
}

/** Days from the first date to the second; negative when the second is earlier. */
export function diffDays(from: CivilDate, to: CivilDate): number {
	return Math.round((utc(to) - utc(from)) / DAY);
}

/** True when two ranges share at least one day. */
export function overlaps(a: DateRange, b: DateRange): boolean {
	return (b.end === null || a.start <= b.end) && (a.end === null || b.start <= a.end);
}

/** The days two ranges share, or null. */
export function intersection(a: DateRange, b: DateRange): DateRange | null {
	if (!overlaps(a, b)) return null;
	const ends = [a.end, b.end].filter((end) => end !== null).sort();
	return { start: a.start > b.start ? a.start : b.start, end: ends[0] ?? null };
}

/** The day of the Egyptian week: 0 Saturday to 6 Friday. */
export function weekday(date: CivilDate): number {
	return (new Date(utc(date)).getUTCDay() + 1) % 7;
}

/** The Saturday with which the week of a day begins. */
export function startOfWeek(date: CivilDate): CivilDate {
	return addDays(date, -weekday(date));
}

/**
 * Reads a typed date: day/month/year with any of / - . or spaces, ISO, or a month by name («٥ مارس ٢٠٢٦»), in any
 * digits. The year needs four digits. Null when it is no date.
 */
export function parseDate(text: string): CivilDate | null {
	const words = toLatinDigits(stripBidi(text))
		.replace(/[أإ]/g, 'ا')
		.replace(/[\s/.\-،,]+/g, ' ')
		.trim();
	const iso = /^([0-9]{4}) ([0-9]{1,2}) ([0-9]{1,2})$/.exec(words);
	if (iso) return civilDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
	const [, day, month = '', year] = /^([0-9]{1,2}) ([0-9]{1,2}|\p{L}+) ([0-9]{4})$/u.exec(words) ?? [];
	if (!day) return null;
	const number = MONTHS.indexOf(month) + 1 || Number(month);
	return civilDate(Number(year), number, Number(day));
}

function utc(date: CivilDate): number {
	const time = Date.parse(`${date}T00:00:00Z`);
	if (Number.isNaN(time)) throw new RangeError(`not a civil date: ${date}`);
	return time;
}
