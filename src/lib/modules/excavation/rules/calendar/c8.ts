import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Category, Severity } from '../vocabulary.ts';
import type { CalendarParameters } from './parameters.ts';
import type { Calendar } from './types.ts';
import { addWorkingDays, receivedOn, workingDaysBetween } from './working-days.ts';

/** A start too soon after it was asked for. */
export interface C8Finding {
	severity: Severity;
	/** Working days asked by the category, and those that are left. */
	notice: number;
	left: number;
	/** The working day the request counts from. */
	received_on: CivilDate;
	/** The first day on which such a work may start. */
	earliest_start: CivilDate;
}

/** Working days between request and start by category; an emergency needs none. */
export function noticeOf(parameters: CalendarParameters, category: Category): number {
	return category === 'emergency' ? 0 : parameters[`notice_${category}`];
}

/** The first day on which a work of a category may start when it is asked for at a moment. */
export function firstStart(
	calendar: Calendar,
	parameters: CalendarParameters,
	asked: { category: Category; submitted_at: Date }
): CivilDate {
	const received_on = receivedOn(calendar, asked.submitted_at, parameters.cutoff_min);
	return addWorkingDays(calendar, received_on, noticeOf(parameters, asked.category));
}

/**
 * Rule C8: the start comes before the category's notice has run, in working days, counted from the day the request
 * was received (after the cut-off: the next working day).
 */
export function c8(
	calendar: Calendar,
	parameters: CalendarParameters,
	work: { category: Category; start: CivilDate; submitted_at: Date }
): C8Finding | null {
	const notice = noticeOf(parameters, work.category);
	if (notice === 0) return null;
	const received_on = receivedOn(calendar, work.submitted_at, parameters.cutoff_min);
	const earliest_start = firstStart(calendar, parameters, work);
	if (work.start >= earliest_start) return null;
	const left = Math.max(0, workingDaysBetween(calendar, received_on, work.start));
	return { severity: 'block', notice, left, received_on, earliest_start };
}
