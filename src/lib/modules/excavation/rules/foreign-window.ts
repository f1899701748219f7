import { addDays, diffDays, type CivilDate } from '#lib/kernel/dates.ts';
import type { FieldError } from '#lib/kernel/errors.ts';
import { LIMITS } from './limits.ts';
import type { Window } from './types.ts';

/**
 * What is wrong with the period of a foreign work: reversed, in another century, or longer than works last. One
 * still to come has the limits of ours; one that has begun may be of any length that is met elsewhere.
 */
export function foreignWindowFaults(window: Window, today: CivilDate): FieldError[] {
	const { start, end } = window;
	const [first, last] = [LIMITS.firstDay, addDays(today, LIMITS.yearsAhead * 366)];
	const outside = (['start', 'end'] as const)
		.filter((path) => window[path] < first || window[path] > last)
		.map((path): FieldError => {
			const params = { field: path, value: window[path], first, last };
			return { path, code: 'dig_day_out_of_range', params };
		});
	if (end < start) return [...outside, { path: 'end', code: 'dig_days_reversed', params: { start, end } }];
	const days = start < today ? LIMITS.foreignDays : LIMITS.days;
	if (outside.length === 0 && diffDays(start, end) >= days)
		return [{ path: 'end', code: 'dig_window_too_long', params: { start, end, days } }];
	return outside;
}
