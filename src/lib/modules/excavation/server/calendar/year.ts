import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { addDays, diffDays } from '#lib/kernel/dates.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '#lib/server/context.ts';
import { can, demand } from '#lib/server/policy/index.ts';
import {
	DayRange,
	isWorkingDay,
	schoolSeasons,
	streetSeason,
	type CalendarOfDays,
	type DayAtAGlance
} from '../../rules/index.ts';
import { parseInput } from '../input.ts';
import { PERIOD, SHIFT, STREET_HOURS } from './columns.ts';
import { loadCalendar } from './load.ts';

const MOST_DAYS = 732;

/**
 * The calendar between two days: each day at a glance, and every row with its origin.
 * @param input `DayRange`
 * @throws DomainError `forbidden`, `invalid_input`.
 */
export async function readCalendar(ctx: Ctx, input: unknown): Promise<CalendarOfDays> {
	demand(ctx, 'dig:read');
	const { from, to } = parseInput(DayRange, input);
	const wrong = (code: string, params = {}) =>
		new DomainError('invalid_input', { fields: [{ path: 'to', code, params }] });
	if (to < from) throw wrong('dig_window_reversed');
	if (diffDays(from, to) >= MOST_DAYS) throw wrong('dig_window_too_long', { days: MOST_DAYS });
	return ctx.read(async (db) => {
		const { calendar } = await loadCalendar(db, { start: from, end: to });
		const { rows } = await recorded(from, to).execute(db);
		const found = rows[0]!;
		const computed = calendar.periods
			.filter((p) => p.id === null && p.starts_on <= to && p.ends_on >= from)
			.map((p) => ({ ...p, confirmed: null, closed: null, around: null }));
		const days: DayAtAGlance[] = [];
		for (let date = from; date <= to; date = addDays(date, 1))
			days.push({
				date,
				working: isWorkingDay(calendar, date),
				season: streetSeason(calendar, date),
				school: schoolSeasons(calendar, date).length > 0
			});
		return {
			from,
			to,
			today: cairoDate(ctx.now()),
			days,
			...found,
			periods: [...found.periods, ...computed].sort((a, b) => (a.starts_on < b.starts_on ? -1 : 1)),
			years: found.years.map((y) => y.year),
			may_edit: can(ctx.actor, 'calendar:edit')
		};
	});
}

type Recorded = Omit<CalendarOfDays, 'from' | 'to' | 'today' | 'days' | 'years' | 'may_edit'> & {
	years: { year: number }[];
};

function recorded(from: string, to: string) {
	return sql<Recorded>`select
	(select coalesce(jsonb_agg(w), '[]') from (
		select days, valid_from, valid_to, origin, verified from dig_weekend order by valid_from) w) as weekends,
	(select coalesce(jsonb_agg(y), '[]') from (select year from dig_calendar_year order by year) y) as years,
	(select coalesce(jsonb_agg(v), '[]') from (
		select rule, name, value::float8 as value, valid_from, valid_to, origin, verified from dig_rule_parameter
		where rule in ('C7', 'C8') order by rule, name, valid_from) v) as parameters,
	(select coalesce(jsonb_agg(r), '[]') from (
		select ${PERIOD},
			case when p.confirmed_at is not null then
				jsonb_build_object('at', p.confirmed_at, 'person', ${person('p.confirmed_by')}) end as confirmed,
			case when p.closed_at is not null then jsonb_build_object('at', p.closed_at,
				'person', ${person('p.closed_by')}, 'reason', p.close_reason) end as closed,
			(select jsonb_build_object('lon', st_x(g), 'lat', st_y(g), 'radius_m', p.radius_m)
				from st_transform(p.geom, 4326) g where p.geom is not null) as around
		from dig_calendar_period p
		where p.starts_on <= ${to}::date and p.ends_on >= ${from}::date order by p.starts_on, p.id) r) as periods,
	(select coalesce(jsonb_agg(r), '[]') from (
		select ${STREET_HOURS}, ${closing('h')} as closed from dig_street_hours h
		order by array_position(array['main', 'collector', 'local', 'any'], h.street_class), h.id) r) as street_hours,
	(select coalesce(jsonb_agg(r), '[]') from (
		select ${SHIFT}, ${closing('s')} as closed,
			(select jsonb_build_object('ar', coalesce(c.name_ar, c.name_en), 'en', coalesce(c.name_en, c.name_ar))
				from schools c where c.id = s.school_id) as school
		from dig_school_shift s order by s.school_id nulls first, s.id) r) as school_shifts`;
}

const person = (column: string) =>
	sql`(select jsonb_build_object('ar', n.name_ar, 'en', n.name_en) from person n where n.id = ${sql.ref(column)})`;

const closing = (table: string) => sql`case when ${sql.ref(`${table}.close_reason`)} is not null then
	jsonb_build_object('at', null, 'person', ${person(`${table}.closed_by`)},
		'reason', ${sql.ref(`${table}.close_reason`)}) end`;
