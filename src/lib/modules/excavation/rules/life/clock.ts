import type { CivilDate } from '#lib/kernel/dates.ts';

/** A term in working days, and how much of it is left: below zero, so many days late. */
export interface Clock {
	due_on: CivilDate;
	days_left: number;
	late: boolean;
}
