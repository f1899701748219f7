import { addDays, type CivilDate } from '#lib/kernel/dates.ts';
import { dayClock, type Even } from './day-clock.ts';
import { isWorkingDay, periodsOn } from './days.ts';
import { DAY_MINUTES, timeOf } from './minutes.ts';
import { sensitivePieces, type Piece } from './sensitive.ts';
import type { Calendar, ClosedSpan, DayHours, Place, Reason, Span } from './types.ts';

const MINUTE = 60_000;

/**
 * When a dig may work at a place, day by day (both ends included): the open stretches, and the closed ones with every
 * reason. Clocks decide: where they change, an hour that is skipped is in no stretch and one that comes twice is
 * judged twice.
 */
export function allowedHours(calendar: Calendar, place: Place, from: CivilDate, to: CivilDate): DayHours[] {
	return [...eachDay(calendar, place, from, to)];
}

/** The same, worked out as far as it is read. */
export function* eachDay(
	calendar: Calendar,
	place: Place,
	from: CivilDate,
	to: CivilDate
): Generator<DayHours> {
	for (let date = from; date <= to; date = addDays(date, 1)) yield hoursOn(calendar, place, date);
}

/** The hours of one day. */
export function hoursOn(calendar: Calendar, place: Place, date: CivilDate): DayHours {
	const even = dayClock(date);
	const pieces = sensitivePieces(calendar, place, date);
	const spans = merged(even.flatMap((stretch) => judged(stretch, date, pieces)));
	return {
		date,
		hours: even.reduce((sum, { start, end }) => sum + end - start, 0) / (60 * MINUTE),
		working: isWorkingDay(calendar, date),
		occasions: periodsOn(calendar, date).map(({ id, kind, name, state, verified }) => ({
			id,
			kind,
			name,
			state,
			verified
		})),
		allowed: spans
			.filter((s) => s.reasons.length === 0)
			.map(({ from, to, start, end }) => ({ from, to, start, end })),
		closed: spans.filter((s) => s.reasons.length > 0)
	};
}

/** An even stretch cut wherever a piece begins or ends. */
function judged(stretch: Even, date: CivilDate, pieces: readonly Piece[]): ClosedSpan[] {
	// The instant at which clocks of this stretch would show midnight.
	const midnight = Date.parse(`${date}T00:00:00Z`) - stretch.offset;
	const first = (stretch.start - midnight) / MINUTE;
	const last = (stretch.end - midnight) / MINUTE;
	const cuts = new Set([first, last]);
	for (const { from, to } of pieces)
		for (const cut of [from, to]) if (cut > first && cut < last) cuts.add(cut);
	const edges = [...cuts].sort((a, b) => a - b);
	return edges.slice(1).map((to, i) => {
		const from = edges[i] as number;
		return {
			from: timeOf(from),
			to: timeOf(Math.min(to, DAY_MINUTES)),
			start: new Date(midnight + from * MINUTE).toISOString(),
			end: new Date(midnight + to * MINUTE).toISOString(),
			reasons: reasonsAt(pieces, from)
		};
	});
}

function reasonsAt(pieces: readonly Piece[], minute: number): Reason[] {
	const found = new Map<string, Reason>();
	for (const { from, to, reason } of pieces) if (from <= minute && minute < to) found.set(reason.key, reason);
	return [...found.values()];
}

/** Neighbours closed for the same reasons (or both open) are one. */
function merged(spans: readonly ClosedSpan[]): ClosedSpan[] {
	const out: ClosedSpan[] = [];
	for (const span of spans) {
		const last = out.at(-1);
		if (last && last.end === span.start && keys(last) === keys(span)) {
			last.to = span.to;
			last.end = span.end;
		} else out.push({ ...span });
	}
	return out;
}

const keys = ({ reasons }: ClosedSpan) =>
	reasons
		.map((r) => r.key)
		.sort()
		.join('|');

/** Minutes of spans together. */
export function minutesIn(spans: readonly Span[]): number {
	return spans.reduce((sum, s) => sum + (Date.parse(s.end) - Date.parse(s.start)) / MINUTE, 0);
}
