import type { CivilDate } from '#lib/kernel/dates.ts';
import type { ParameterRow } from '../parameters.ts';

/** What rules C7 and C8 measure with: metres, minutes, working days. Stands in where nothing is set for a day. */
export const CALENDAR_DEFAULTS = {
	school_reach_m: 200,
	school_margin_min: 30,
	cutoff_min: 990,
	notice_urgent: 1,
	notice_minor: 3,
	notice_standard: 10,
	notice_major: 20
} as const;
export type CalendarParameters = Record<keyof typeof CALENDAR_DEFAULTS, number>;

/** The values in force on a day. */
export function calendarParameters(rows: readonly ParameterRow[], day: CivilDate): CalendarParameters {
	const values: CalendarParameters = { ...CALENDAR_DEFAULTS };
	for (const row of rows)
		if (row.name in values && row.valid_from <= day && (row.valid_to === null || day <= row.valid_to))
			values[row.name as keyof CalendarParameters] = row.value;
	return values;
}
