import type { CivilDate } from '#lib/kernel/dates.ts';
import {
	addWorkingDays,
	CALENDAR_DEFAULTS,
	noticeOf,
	withProposals,
	type Calendar,
	type CalendarParameters
} from '../calendar/index.ts';
import type { Window } from '../types.ts';
import type { Category } from '../vocabulary.ts';

/** The first day on which a work of a category may start when it was received on a day (rule C8). */
export type Notice = (received: CivilDate, category: Category) => CivilDate;

/** The notice by a governorate's calendar. */
export function noticeBy(calendar: Calendar, parameters: CalendarParameters): Notice {
	return (received, category) => addWorkingDays(calendar, received, noticeOf(parameters, category));
}

/** The notice where no calendar is at hand: Friday and Saturday off, and the holidays that can be foreseen. */
export function usualNotice({ start, end }: Window): Notice {
	const calendar: Calendar = {
		weekends: [{ days: [0, 6], valid_from: '2000-01-01', valid_to: null, origin: '', verified: false }],
		periods: withProposals([], [], start, end),
		streetHours: [],
		shifts: [],
		schoolMargin: 0
	};
	return noticeBy(calendar, CALENDAR_DEFAULTS);
}
