import { addDays, weekday, type CivilDate } from '#lib/kernel/dates.ts';
import type { Window } from '../types.ts';
import type { Severity } from '../vocabulary.ts';
import { DAY_MINUTES, minutesOf, timeOf } from './minutes.ts';
import type { ClosedSpan, DailyHours, DayHours, Place, Reason } from './types.ts';

/** How a dig's daily hours meet closed ones. */
export interface C7Finding {
	severity: Severity;
	/** Days with at least one closed minute among the asked ones. */
	days: number;
	/** The first closed stretch met, cut to the asked hours. */
	first: { date: CivilDate; from: string; to: string };
	/** Why, each once, with the days it was met. */
	reasons: { reason: Reason; days: number }[];
}

/**
 * Rule C7: the hours asked for meet hours at which the street or a school within reach is sensitive. Main roads and
 * embargoes block, elsewhere it warns. Without hours of its own a dig keeps to what is allowed, so only a period
 * without any open hour is found.
 * @param days the hours of the place on each day of the window, in order.
 */
export function c7(
	place: Place,
	days: Iterable<DayHours>,
	window: Window,
	hours: DailyHours | null
): C7Finding | null {
	const main = place.streets.some((s) => s.class === 'main');
	const met = new Map<string, { reason: Reason; days: number }>();
	let first: C7Finding['first'] | null = null;
	let count = 0;
	let block = false;
	for (const { date, allowed, closed } of days) {
		if (!hours && allowed.length > 0) return null;
		const hit = hours ? closed.flatMap((span) => cut(span, asked(hours, date, window))) : closed;
		if (hit.length === 0) continue;
		count++;
		first ??= { date, from: hit[0]!.from, to: hit[0]!.to };
		const today = new Map(hit.flatMap((h) => h.reasons.map((r) => [r.key, r] as const)));
		for (const [key, reason] of today) {
			const known = met.get(key) ?? { reason, days: 0 };
			known.days++;
			met.set(key, known);
			block ||= main || reason.kind === 'embargo';
		}
	}
	if (!first) return null;
	const reasons = [...met.values()].sort((a, b) => b.days - a.days);
	return { severity: block ? 'block' : 'warn', days: count, first, reasons };
}

/** Asked local minutes of a civil day; a shift counts by the day it begins on, which lies in the window. */
function asked(hours: DailyHours, date: CivilDate, window: Window): [from: number, to: number][] {
	const [from, to] = [minutesOf(hours.from), minutesOf(hours.to)];
	const begins = hours.days.includes(weekday(date));
	if (to > from) return begins ? [[from, to]] : [];
	const before = addDays(date, -1);
	const parts: [number, number][] = [];
	if (before >= window.start && hours.days.includes(weekday(before))) parts.push([0, to]);
	if (begins) parts.push([from, DAY_MINUTES]);
	return parts;
}

/** The parts of a closed span within the asked minutes. */
function cut(
	span: ClosedSpan,
	parts: readonly [number, number][]
): Pick<ClosedSpan, 'from' | 'to' | 'reasons'>[] {
	const [start, end] = [minutesOf(span.from), minutesOf(span.to)];
	return parts.flatMap(([from, to]) => {
		const [a, b] = [Math.max(start, from), Math.min(end, to)];
		return a < b ? [{ from: timeOf(a), to: timeOf(b), reasons: span.reasons }] : [];
	});
}
