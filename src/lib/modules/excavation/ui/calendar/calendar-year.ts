import type { CalendarOfDays, CalendarTable, PeriodKind, PeriodRow } from '../../rules/index.ts';

/** A row somebody means to close. */
export interface Closable {
	table: CalendarTable;
	id: string;
	name: string;
}

/** The periods of a day that count, the most telling first. */
export function periodsOf(calendar: CalendarOfDays, date: string): PeriodRow[] {
	const order: PeriodKind[] = ['embargo', 'holiday', 'ramadan', 'exams', 'term', 'summer'];
	return calendar.periods
		.filter((p) => !p.closed && p.starts_on <= date && date <= p.ends_on)
		.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}
