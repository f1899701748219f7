import { addDays, weekday } from '#lib/kernel/dates.ts';
import type { Category } from '../vocabulary.ts';

/** Working days between submission and start, by category. */
export type NoticeDays = Record<Category, number>;

export interface Notice {
	days: NoticeDays;
	/** Days off besides Friday and Saturday. */
	holidays: ReadonlySet<string>;
}

/** As Street Manager has them; no Egyptian decree is known, so the governorate confirms its own. */
export const NOTICE_DEFAULTS: NoticeDays = { emergency: 0, urgent: 0, minor: 3, standard: 10, major: 10 };

/** Rule C8: the first day on which a work of a category may start when it was submitted on a day. */
export function noticedFrom(submitted: string, category: Category, { days, holidays }: Notice): string {
	let day = submitted;
	for (let left = days[category]; left > 0;) {
		day = addDays(day, 1);
		if (isWorkingDay(day, holidays)) left -= 1;
	}
	return day;
}

const [SATURDAY, FRIDAY] = [0, 6];

function isWorkingDay(day: string, holidays: ReadonlySet<string>): boolean {
	return weekday(day) !== FRIDAY && weekday(day) !== SATURDAY && !holidays.has(day);
}
