import { addDays, diffDays, type CivilDate } from '#lib/kernel/dates.ts';
import { DomainError, type FieldError } from '#lib/kernel/errors.ts';
import { LIMITS } from './limits.ts';
import type { Window } from './types.ts';
import type { Category } from './vocabulary.ts';

/**
 * Refuses a day of another century, which is a slip of the hand wherever it stands.
 * @throws DomainError `invalid_input` naming the field.
 */
export function demandDay(day: CivilDate, today: CivilDate, path: string): void {
	const [first, last] = [LIMITS.firstDay, addDays(today, LIMITS.yearsAhead * 366)];
	if (day < first || day > last) refuse(path, 'dig_day_out_of_range', { first, last });
}

/**
 * Refuses a period no work has: reversed, years long, or in another century.
 * @param path of the period in what was sent.
 * @throws DomainError `invalid_input` naming the field.
 */
export function demandWindow(window: Window, today: string, path = 'window'): void {
	for (const end of ['start', 'end'] as const) demandDay(window[end], today, `${path}.${end}`);
	if (window.end < window.start) refuse(`${path}.end`, 'dig_window_reversed');
	if (diffDays(window.start, window.end) >= LIMITS.days)
		refuse(`${path}.end`, 'dig_window_too_long', { days: LIMITS.days });
}

/**
 * A work is not planned into the past. An emergency is dug first and put on record after, some days later at most.
 * @throws DomainError `invalid_input` naming the field.
 */
export function demandAhead(window: Window, today: string, category: Category | undefined): void {
	const first = category === 'emergency' ? addDays(today, -LIMITS.emergencyDaysBack) : today;
	if (window.end < first) refuse('window.end', 'dig_window_past', { first });
}

function refuse(path: string, code: string, params: FieldError['params'] = {}): never {
	throw new DomainError('invalid_input', { fields: [{ path, code, params }] });
}
