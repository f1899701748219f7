import { cairoDate } from '#lib/kernel/dates.ts';
import { endOfDay, windowSpan, type WorkSpan } from '../calendar/work-spans.ts';
import type { PublicWork } from './types.ts';

const HOUR = 3_600_000;
/** Ended events stay this long; the standard asks for at least one hour. */
export const KEPT_MS = 2 * HOUR;
/** Night after night is told so many days ahead; what comes later is told when it comes nearer. */
export const HORIZON_DAYS = 14;
const MOST_OCCURRENCES = 2 * HORIZON_DAYS;

type Timed = Pick<PublicWork, 'window' | 'state' | 'finished_at' | 'spans'>;

/**
 * The stretches of time that are told of a work now: the whole of it, or one for each occurrence from the last that
 * ended up to the horizon. A work that runs on past its window is told until the end of today; one that ended, or was
 * reported as finished, longer ago than `KEPT_MS` not at all.
 */
export function periodsOf(work: Timed, now: Date): WorkSpan[] {
	const whole = wholeOf(work, now);
	const lately = now.getTime() - KEPT_MS;
	if (Math.max(whole.end, work.finished_at?.getTime() ?? 0) < lately) return [];
	const horizon = Math.max(now.getTime(), whole.start) + HORIZON_DAYS * 24 * HOUR;
	const finished = work.state === 'finished';
	const spans = (work.spans ?? [])
		// A night that begins on the last day ends on the morning after.
		.filter((s) => s.start < whole.end && s.start < horizon)
		.map((s) => (finished ? { start: s.start, end: Math.min(s.end, whole.end) } : s));
	const told = spans.filter((s) => s.end >= lately).slice(0, MOST_OCCURRENCES);
	if (told.length > 0) return told;
	// Finished long after the last night: that night is what ended.
	return finished && spans.length > 0 ? spans.slice(-1) : [whole];
}

function wholeOf({ window, state, finished_at }: Timed, now: Date): WorkSpan {
	const { start, end } = windowSpan(window);
	if (state === 'running') return { start, end: Math.max(end, endOfDay(cairoDate(now))) };
	if (state !== 'finished' || !finished_at) return { start, end };
	return { start, end: Math.min(end, Math.max(finished_at.getTime(), start + HOUR)) };
}
