import { sql, type RawBuilder } from 'kysely';
import { addDays } from '#lib/kernel/dates.ts';
import type { Tx } from '#lib/server/context.ts';
import { KEEP } from '#lib/server/db/statements.ts';
import {
	calendarParameters,
	withProposals,
	type Calendar,
	type CalendarParameters,
	type ParameterRow,
	type Window
} from '../../rules/index.ts';
import { PERIOD, SHIFT, STREET_HOURS } from './columns.ts';

/** The calendar of some days, and what rules C7 and C8 measure with. */
export interface Loaded {
	calendar: Calendar;
	parameters: CalendarParameters;
}

/**
 * What is on record for some days and for the evening before them, in one query; years that are not on record are
 * computed.
 * @param place hex EWKB in EPSG:22992: of the embargoes that hold only around a place, those that reach it; absent,
 * none of them.
 */
export async function loadCalendar(db: Tx['db'], window: Window, place?: string): Promise<Loaded> {
	const { start, end } = { start: addDays(window.start, -1), end: window.end };
	const { rows } = await sql<Row>`${KEEP}select
	${all(sql`select w.days, w.valid_from, w.valid_to, w.origin, w.verified from dig_weekend w`)} as weekends,
	${all(sql`select y.year from dig_calendar_year y`)} as years,
	${all(sql`select ${PERIOD} from dig_calendar_period p
		where p.closed_at is null and p.starts_on <= ${end}::date and p.ends_on >= ${start}::date
			and (p.geom is null or st_dwithin(p.geom, ${place ?? null}::geometry, p.radius_m))
		order by p.starts_on, p.id`)} as periods,
	${all(sql`select ${STREET_HOURS} from dig_street_hours h
		where h.valid_from <= ${end}::date and coalesce(h.valid_to, ${end}::date) >= ${start}::date
		order by h.id`)} as street_hours,
	${all(sql`select ${SHIFT} from dig_school_shift s
		where s.valid_from <= ${end}::date and coalesce(s.valid_to, ${end}::date) >= ${start}::date
		order by s.id`)} as shifts,
	${all(sql`select r.name, r.value::float8 as value, r.valid_from, r.valid_to from dig_rule_parameter r
		where r.rule in ('C7', 'C8')`)} as parameters`.execute(db);
	const found = rows[0]!;
	const parameters = calendarParameters(found.parameters, window.start);
	const recorded = found.years.map((y) => y.year);
	return {
		parameters,
		calendar: {
			weekends: found.weekends,
			periods: withProposals(found.periods, recorded, start, end),
			streetHours: found.street_hours,
			shifts: found.shifts,
			schoolMargin: parameters.school_margin_min
		}
	};
}

interface Row {
	weekends: Calendar['weekends'];
	years: { year: number }[];
	periods: Calendar['periods'];
	street_hours: Calendar['streetHours'];
	shifts: Calendar['shifts'];
	parameters: ParameterRow[];
}

const all = (query: RawBuilder<unknown>) => sql`(select coalesce(jsonb_agg(r), '[]') from (${query}) r)`;
