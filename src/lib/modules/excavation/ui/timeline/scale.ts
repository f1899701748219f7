import { addDays, diffDays, startOfWeek } from '#lib/kernel/dates.ts';
import type { Window } from '../../rules/index.ts';

/** Days laid out along a line. */
export interface Scale {
	/** Its first day, and how many there are. */
	first: string;
	days: number;
	/** Pixels of a day. */
	day: number;
}

/** Pixels from the beginning, and how many. */
export interface Span {
	at: number;
	width: number;
}

export interface Tick extends Span {
	day: string;
	unit: 'week' | 'month';
}

/** The least width on which a name of a week is read. */
const LEAST_WEEK = 40;

/** Where days lie, cut at the ends of the scale; null when they lie outside. */
export function spanOf({ first, days, day }: Scale, { start, end }: Window): Span | null {
	const from = Math.max(0, diffDays(first, start));
	const to = Math.min(days, diffDays(first, end) + 1);
	return to <= from ? null : { at: from * day, width: (to - from) * day };
}

/** The day under a place, so many pixels from the beginning. */
export function dayAt({ first, days, day }: Scale, at: number): string {
	return addDays(first, Math.max(0, Math.min(days - 1, Math.floor(at / day))));
}

/** What stands in the head: the weeks where there is room for their days, else the months. */
export function ticksOf(scale: Scale): Tick[] {
	const unit = scale.day * 7 >= LEAST_WEEK ? 'week' : 'month';
	const last = addDays(scale.first, scale.days - 1);
	const ticks: Tick[] = [];
	for (let day = begin(scale.first, unit); day <= last;) {
		const next = following(day, unit);
		const span = spanOf(scale, { start: day, end: addDays(next, -1) });
		if (span) ticks.push({ day, unit, ...span });
		day = next;
	}
	return ticks;
}

function begin(day: string, unit: 'week' | 'month'): string {
	return unit === 'week' ? startOfWeek(day) : `${day.slice(0, 8)}01`;
}

function following(day: string, unit: 'week' | 'month'): string {
	return unit === 'week' ? addDays(day, 7) : begin(addDays(day, 31), 'month');
}
