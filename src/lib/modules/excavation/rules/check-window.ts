import { addDays, diffDays } from '#lib/kernel/dates.ts';
import { DomainError, type FieldError } from '#lib/kernel/errors.ts';
import { LIMITS } from './limits.ts';
import type { Window } from './types.ts';
import type { Category } from './vocabulary.ts';

/**
 * Refuses a period no work has: reversed, years long, or in another century.
 * @throws DomainError `invalid_input` naming the field.
 */
export function demandWindow(window: Window, today: string): void {
	const lastDay = addDays(today, LIMITS.yearsAhead * 366);
	const wrong = (path: string, code: string, params: FieldError['params'] = {}): never => {
		throw new DomainError('invalid_input', { fields: [{ path, code, params }] });
	};
	for (const end of ['start', 'end'] as const)
		if (window[end] < LIMITS.firstDay || window[end] > lastDay)
			wrong(`window.${end}`, 'dig_day_out_of_range', { first: LIMITS.firstDay, last: lastDay });
	if (window.end < window.start) wrong('window.end', 'dig_window_reversed');
	if (diffDays(window.start, window.end) >= LIMITS.days)
		wrong('window.end', 'dig_window_too_long', { days: LIMITS.days });
}

/**
 * A work is not planned into the past. An emergency is dug first and put on record after, some days later at most.
 * @throws DomainError `invalid_input` naming the field.
 */
export function demandAhead(window: Window, today: string, category: Category | undefined): void {
	const first = category === 'emergency' ? addDays(today, -LIMITS.emergencyDaysBack) : today;
	if (window.end < first)
		throw new DomainError('invalid_input', {
			fields: [{ path: 'window.end', code: 'dig_window_past', params: { first } }]
		});
}
