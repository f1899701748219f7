import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import { allowedHours, type DayHours, type Place, type Window } from '../../rules/index.ts';
import { loadCalendar, type Loaded } from './load.ts';
import { placesOf } from './place.ts';
import { placedEmbargoes } from './placed.ts';

/** The calendar as it holds at a dig. */
export interface Around {
	loaded: Loaded;
	place: Place;
}

/** The calendar around many digs, each with the embargoes that hold only about its place: a handful of queries. */
export async function calendarsAround(
	db: Tx['db'],
	digs: readonly { id: string }[],
	days: Window
): Promise<(id: string) => Around | null> {
	const ids = digs.map((d) => d.id);
	const loaded = await loadCalendar(db, days);
	const asked = sql`select d.id::text as key, d.geom from dig d where d.id = any(${ids}::bigint[])`;
	const places = await placesOf(db, asked, loaded.parameters.school_reach_m);
	const placed = await placedEmbargoes(db, ids, days);
	return (id) => {
		const place = places.get(id);
		if (!place) return null;
		const own = placed.get(id) ?? [];
		const periods = [...loaded.calendar.periods, ...own];
		return { place, loaded: { ...loaded, calendar: { ...loaded.calendar, periods } } };
	};
}

/** The open hours of many digs over their periods, by the calendar as it stands. */
export async function hoursAround(
	db: Tx['db'],
	digs: readonly { id: string; window: Window }[]
): Promise<(id: string, window: Window) => DayHours[]> {
	const starts = digs.map((d) => d.window.start).sort();
	const ends = digs.map((d) => d.window.end).sort();
	const around = await calendarsAround(db, digs, { start: starts[0] ?? '', end: ends.at(-1) ?? '' });
	return (id, { start, end }) => {
		const here = around(id);
		return here ? allowedHours(here.loaded.calendar, here.place, start, end) : [];
	};
}
