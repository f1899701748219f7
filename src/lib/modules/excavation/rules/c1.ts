import { diffDays, intersection } from '#lib/kernel/dates.ts';
import type { Window } from './types.ts';
import type { Category, Severity } from './vocabulary.ts';

/** What rule C1 looks at in a work. */
export interface C1Work {
	/** Equal for works of one promoter. */
	organisation: string;
	category: Category;
	window: Window;
	buffer_m: number;
}

/** The days two works are both open, and how heavy it is. */
export interface C1Finding {
	window: Window;
	days: number;
	severity: Severity;
}

/**
 * Rule C1 (GIPOD): two works clash when their distance is at most the sum of their buffers and their periods share
 * a day. `distance_m` is planar in EPSG:22992, between the lines as drawn. Null when they do not.
 */
export function c1(a: C1Work, b: C1Work, distance_m: number): C1Finding | null {
	if (distance_m > a.buffer_m + b.buffer_m) return null;
	const window = intersection(a.window, b.window) as Window | null;
	if (!window) return null;
	return { window, days: diffDays(window.start, window.end) + 1, severity: severityOf(a, b) };
}

/** Between organisations it blocks; within one, or where an emergency cannot wait, it warns. */
export function severityOf(
	a: Pick<C1Work, 'organisation' | 'category'>,
	b: Pick<C1Work, 'organisation' | 'category'>
): Severity {
	const emergency = a.category === 'emergency' || b.category === 'emergency';
	return a.organisation !== b.organisation && !emergency ? 'block' : 'warn';
}
