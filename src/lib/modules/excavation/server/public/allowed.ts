import { addDays, cairoDate } from '#lib/kernel/dates.ts';
import type { Tx } from '#lib/server/context.ts';
import {
	allowedHours,
	patternsOf,
	shiftPatterns,
	windowSpan,
	withinHours,
	workSpans,
	type Category,
	type DailyHours,
	type DigState,
	type HoursPattern,
	type Window,
	type WorkSpan
} from '../../rules/index.ts';
import { loadCalendar } from '../calendar/load.ts';
import { placeOf } from '../calendar/place.ts';

/** What decides when a work may be done. */
export interface Timed {
	/** Hex EWKB in EPSG:22992. */
	geom: string;
	window: Window;
	hours: DailyHours | null;
	category: Category;
	state: DigState;
}

/** When a work may be done around a moment. */
export interface Allowed {
	now: boolean;
	/** When that changes next; null when it does not within a week. */
	changes_at: Date | null;
	/** The stretches from yesterday to a week ahead. */
	spans: WorkSpan[];
}

const WEEK = 8;

/**
 * Whether work may be done at a moment, by the calendar as it stands, the work's own hours and its days. An emergency
 * goes on throughout; a work that overran its days may be done no more.
 */
export async function allowedAt(db: Tx['db'], work: Timed, now: Date): Promise<Allowed> {
	const today = cairoDate(now);
	const spans = await spansAround(db, work, { start: addDays(today, -1), end: addDays(today, WEEK) });
	const moment = now.getTime();
	const current = spans.find((s) => s.start <= moment && moment < s.end);
	const next = current?.end ?? spans.find((s) => s.start > moment)?.start;
	const horizon = moment + (WEEK - 1) * 86_400_000;
	return {
		now: current !== undefined,
		changes_at: next !== undefined && next < horizon ? new Date(next) : null,
		spans
	};
}

async function spansAround(db: Tx['db'], work: Timed, days: Window): Promise<WorkSpan[]> {
	if (work.category === 'emergency') return [windowSpan(work.window)];
	const { calendar, parameters } = await loadCalendar(db, days, work.geom);
	const place = await placeOf(db, work.geom, parameters.school_reach_m);
	return workSpans(allowedHours(calendar, place, days.start, days.end), work.window, work.hours);
}

/** The hours over the whole period, the short way: what the calendar allows, cut to the work's own hours. */
export async function patternsFor(db: Tx['db'], work: Timed): Promise<HoursPattern[]> {
	const { geom, window, hours } = work;
	// The shift of the last night ends on the morning after it.
	const end = hours ? addDays(window.end, 1) : window.end;
	const { calendar, parameters } = await loadCalendar(db, { start: window.start, end }, geom);
	const place = await placeOf(db, geom, parameters.school_reach_m);
	const days = allowedHours(calendar, place, window.start, end);
	return hours ? shiftPatterns(withinHours(days, window, hours)) : patternsOf(days);
}
