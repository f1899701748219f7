import { sql, type RawBuilder } from 'kysely';
import { project } from '#lib/kernel/crs.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { demandDay, type AddPeriod, type AddSchoolShift, type AddStreetHours } from '../../rules/index.ts';

/** What a person enters, they have before them: it counts as verified; a proposal does once it is confirmed. */

/** @throws DomainError `already_exists`, `invalid_input`. @returns the id. */
export async function insertPeriod(db: Tx['db'], row: AddPeriod, ctx: Ctx): Promise<string> {
	demandPeriodDays(row, ctx);
	if (row.kind !== 'embargo' && (row.around !== null || row.from !== '00:00' || row.to !== '24:00'))
		throw new DomainError('invalid_input', { fields: [{ path: 'kind', code: 'calendar_whole_days' }] });
	const { lon, lat, radius_m } = row.around ?? { lon: null, lat: null, radius_m: null };
	if (lon !== null && lat !== null && !project(4326, 22992, [lon, lat]))
		throw new DomainError('geometry_outside_governorate', { at: [lon, lat] });
	const confirmed = row.confirmed ? ctx.now() : null;
	return added(
		db,
		sql`insert into dig_calendar_period (kind, name_ar, name_en, starts_on, ends_on, from_time, to_time, geom,
			radius_m, decree, state, confirmed_at, confirmed_by, origin, verified, created_at, created_by)
		values (${row.kind}, ${row.name.ar}, ${row.name.en}, ${row.starts_on}::date, ${row.ends_on}::date,
			${row.from}::time, ${row.to}::time,
			st_transform(st_setsrid(st_makepoint(${lon}::float8, ${lat}::float8), 4326), 22992), ${radius_m}::float8,
			${row.decree}, ${row.confirmed ? 'confirmed' : 'proposed'}, ${confirmed},
			${row.confirmed ? ctx.actor.personId : null}, ${row.origin}, ${row.confirmed}, ${ctx.now()},
			${ctx.actor.personId})
		on conflict (kind, starts_on, name_ar) where closed_at is null do nothing returning id::text`
	);
}

/** @throws DomainError `invalid_input`. @returns the id. */
export async function insertStreetHours(db: Tx['db'], row: AddStreetHours, ctx: Ctx): Promise<string> {
	demandValid(row, ctx);
	return added(
		db,
		sql`insert into dig_street_hours (street_class, purpose, seasons, days, on_holidays, from_time, to_time,
			valid_from, valid_to, origin, verified, created_at, created_by)
		values (${row.street_class}, ${row.purpose}, ${row.seasons}::text[], ${row.days}::smallint[],
			${row.on_holidays}, ${row.from}::time, ${row.to}::time, ${row.valid_from}::date, ${row.valid_to}::date,
			${row.origin}, true, ${ctx.now()}, ${ctx.actor.personId}) returning id::text`
	);
}

/** @throws DomainError `invalid_input`. @returns the id. */
export async function insertSchoolShift(db: Tx['db'], row: AddSchoolShift, ctx: Ctx): Promise<string> {
	demandValid(row, ctx);
	if (row.school_id !== null) {
		const { rows } = await sql`select from schools where id = ${row.school_id}`.execute(db);
		if (!rows.length)
			throw new DomainError('invalid_input', { fields: [{ path: 'school_id', code: 'dig_unknown_value' }] });
	}
	return added(
		db,
		sql`insert into dig_school_shift (school_id, shifts, school_kind, shift, seasons, days, from_time, to_time,
			valid_from, valid_to, origin, verified, created_at, created_by)
		values (${row.school_id}, ${row.shifts}, ${row.school_kind}, ${row.shift}, ${row.seasons}::text[],
			${row.days}::smallint[], ${row.from}::time, ${row.to}::time, ${row.valid_from}::date,
			${row.valid_to}::date, ${row.origin}, true, ${ctx.now()}, ${ctx.actor.personId}) returning id::text`
	);
}

async function added(db: Tx['db'], insert: RawBuilder<unknown>): Promise<string> {
	const { rows } = await (insert as RawBuilder<{ id: string }>).execute(db);
	if (!rows[0]) throw new DomainError('already_exists');
	return rows[0].id;
}

/** @throws DomainError `invalid_input` for reversed days, and those of another century. */
export function demandPeriodDays(row: Pick<AddPeriod, 'starts_on' | 'ends_on'>, ctx: Ctx): void {
	for (const path of ['starts_on', 'ends_on'] as const) demandDay(row[path], cairoDate(ctx.now()), path);
	demandDays(row.starts_on, row.ends_on, 'ends_on');
}

function demandValid({ valid_from, valid_to }: AddStreetHours | AddSchoolShift, ctx: Ctx): void {
	for (const [path, day] of Object.entries({ valid_from, valid_to }))
		if (day) demandDay(day, cairoDate(ctx.now()), path);
	if (valid_to) demandDays(valid_from, valid_to, 'valid_to');
}

function demandDays(first: string, last: string, path: string): void {
	if (last < first)
		throw new DomainError('invalid_input', { fields: [{ path, code: 'dig_window_reversed' }] });
}
