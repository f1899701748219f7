import { addDays, cairoDate, type CivilDate } from '#lib/kernel/dates.ts';
import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import {
	FEED_HORIZON_DAYS,
	hoursOn,
	workSpans,
	type Calendar,
	type DayHours,
	type Place,
	type WorkSpan
} from '../../rules/index.ts';
import { placedEmbargoes } from '../calendar/placed.ts';
import { loadCalendar } from '../calendar/load.ts';
import { placesOf } from '../calendar/place.ts';
import type { FeedRow } from './works.ts';

/**
 * When work is done, for the works that keep daily hours: their own, or the nights of a main road. From yesterday (a
 * night may have begun then) to the horizon. An emergency goes on throughout.
 * @param main the works that lie in a main road.
 */
export async function spansOf(
	db: Tx['db'],
	rows: readonly FeedRow[],
	main: (id: string) => boolean,
	now: Date
): Promise<Map<string, WorkSpan[]>> {
	const today = cairoDate(now);
	const asked = rows.filter((r) => r.category !== 'emergency' && (r.hours !== null || main(r.id)));
	if (asked.length === 0) return new Map();
	const days = new Map(asked.map((r) => [r.id, daysOf(r, today)]));
	const all = [...days.values()];
	const start = all.reduce((least, d) => (d.start < least ? d.start : least), all[0]!.start);
	const end = all.reduce((most, d) => (d.end > most ? d.end : most), all[0]!.end);
	const { calendar, parameters } = await loadCalendar(db, { start, end });
	const ids = asked.map((r) => r.id);
	const where = sql`select d.id::text as key, d.geom from dig d where d.id = any(${ids}::bigint[])`;
	const places = await placesOf(db, where, parameters.school_reach_m);
	const embargoes = await placedEmbargoes(db, ids, { start, end });
	const allowed = remembered(calendar);
	const found = asked.map((row) => {
		const place = places.get(row.id) ?? { streets: [], schools: [] };
		const around = embargoes.get(row.id);
		const here = around ? { ...calendar, periods: [...calendar.periods, ...around] } : null;
		const { start, end } = days.get(row.id)!;
		const hours: Pick<DayHours, 'date' | 'allowed'>[] = [];
		for (let date = start; date <= end; date = addDays(date, 1))
			hours.push(here ? hoursOn(here, place, date) : allowed(place, date));
		const window = {
			start: row.starts_on,
			end: row.state === 'running' ? later(row.ends_on, today) : row.ends_on
		};
		return [row.id, workSpans(hours, window, row.hours)] as const;
	});
	return new Map(found);
}

function daysOf(row: FeedRow, today: CivilDate): { start: CivilDate; end: CivilDate } {
	const start = later(row.starts_on, addDays(today, -1));
	// One day more than is told, so that the last night is whole.
	return { start, end: addDays(start, FEED_HORIZON_DAYS + 2) };
}

/** Hours of a day, worked out once for all places that are alike to the calendar. */
function remembered(calendar: Calendar): (place: Place, date: CivilDate) => DayHours {
	const known = new Map<string, DayHours>();
	const keys = new WeakMap<Place, string>();
	return (place, date) => {
		let alike = keys.get(place);
		if (alike === undefined) keys.set(place, (alike = likeness(calendar, place)));
		const key = `${date}|${alike}`;
		let found = known.get(key);
		if (!found) known.set(key, (found = hoursOn(calendar, place, date)));
		return found;
	};
}

function likeness(calendar: Calendar, { streets, schools }: Place): string {
	const classes = [...new Set(streets.map((s) => s.class))].sort().join();
	const bells = schools.map(({ id, kind, shifts, bells }) => {
		const own = calendar.shifts.some((s) => s.school_id === id) ? id : '';
		return `${kind}:${shifts}:${bells?.from}-${bells?.to}:${own}`;
	});
	return `${classes}|${[...new Set(bells)].sort().join()}`;
}

const later = (a: CivilDate, b: CivilDate) => (a > b ? a : b);
