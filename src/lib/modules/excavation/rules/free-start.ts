import { addDays, diffDays } from '#lib/kernel/dates.ts';
import type { Window } from './types.ts';

/** How far ahead a free start is looked for. */
export const HORIZON_DAYS = 730;

/**
 * First day, not before the wished start, on which a work of the same duration meets none of the busy periods.
 * @param busy periods of the works within reach, in any order; days, both included.
 * @returns null when there is none within the horizon.
 */
export function firstFreeStart(wished: Window, busy: readonly Window[]): string | null {
	const last = diffDays(wished.start, wished.end);
	let start = wished.start;
	for (const period of [...busy].sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0))) {
		if (period.start > addDays(start, last)) break;
		if (period.end >= start) start = addDays(period.end, 1);
	}
	return diffDays(wished.start, start) <= HORIZON_DAYS ? start : null;
}
