import type { DigState } from '../vocabulary.ts';
import type { Restored, StreetCard, StreetOpening } from './types.ts';

/** The street was opened by these; by the others not yet, or never. */
export const OPENED: readonly DigState[] = ['running', 'finished', 'restored', 'closed'];
/** These mean to. */
export const COMING: readonly DigState[] = ['planned', 'submitted', 'granted'];

/**
 * Whether the street is as it was before a work.
 * @param ours the work's life was recorded here, so that a missing restoration means there was none.
 */
export function restoredOf(state: DigState, ours: boolean): Restored {
	if (state === 'running') return 'open';
	if (state === 'restored' || state === 'closed') return 'restored';
	return ours ? 'waiting' : 'unknown';
}

export function totalsOf(openings: readonly StreetOpening[]): StreetCard['totals'] {
	return {
		openings: openings.length,
		since_paving: openings.filter((o) => o.since_paving).length,
		open: openings.filter((o) => o.restored === 'open').length,
		not_restored: openings.filter((o) => o.restored === 'open' || o.restored === 'waiting').length
	};
}

/** Openings by the year they began in, from the first to this year; the last ten years at most. */
export function perYear(openings: readonly StreetOpening[], today: string): StreetCard['per_year'] {
	const yearOf = (day: string) => Number(day.slice(0, 4));
	const last = yearOf(today);
	const first = Math.max(last - 9, Math.min(last, ...openings.map((o) => yearOf(o.window.start))));
	return Array.from({ length: last - first + 1 }, (_, i) => {
		const year = first + i;
		return { year, count: openings.filter((o) => yearOf(o.window.start) === year).length };
	});
}
