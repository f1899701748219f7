import { sql, type RawBuilder } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import type { Tx } from '#lib/server/context.ts';
import {
	promisedHours,
	withinHours,
	type DailyHours,
	type PromisedHours,
	type Window
} from '../../rules/index.ts';
import { DIG_HOURS } from './columns.ts';
import { hoursAround } from './hours-around.ts';

/** Keeps the hours that a permit promises as it is granted, in place of those of a permit before. */
export async function keepPromise(db: Tx['db'], digId: string, now: Date): Promise<void> {
	await sql`delete from dig_promised_hours where dig_id = ${digId}`.execute(db);
	await keep(db, sql`d.id = ${digId}`, now);
}

/**
 * Before the calendar changes on some days: keeps what permits of units here promise that meet them and were granted
 * without (by a file, or before promises were kept).
 * @param changed no end: until further notice.
 */
export async function keepPromises(
	db: Tx['db'],
	changed: { start: string; end: string | null },
	now: Date
): Promise<void> {
	const from = [changed.start, cairoDate(now)].sort().at(-1)!;
	await keep(
		db,
		sql`d.state in ('granted', 'running') and d.unit_id is not null and d.ends_on >= ${from}::date
			and (${changed.end}::date is null or d.starts_on <= ${changed.end}::date)`,
		now
	);
}

/** What permits promised, by the ids of their works. */
export async function promisesOf(db: Tx['db'], ids: readonly string[]): Promise<Map<string, PromisedHours>> {
	const { rows } = await sql<PromisedHours & { id: string }>`select dig_id::text as id, first_on, days
		from dig_promised_hours where dig_id = any(${ids}::bigint[])`.execute(db);
	return new Map(rows.map(({ id, first_on, days }) => [id, { first_on, days }]));
}

async function keep(db: Tx['db'], which: RawBuilder<unknown>, now: Date): Promise<void> {
	const { rows } = await sql<{ id: string; window: Window; hours: DailyHours | null }>`select d.id::text,
			jsonb_build_object('start', d.starts_on, 'end', coalesce(d.permitted_ends_on, d.ends_on)) as window,
			${DIG_HOURS} as hours
		from dig d left join dig_hours o on o.dig_id = d.id
		where d.category <> 'emergency' and ${which}
			and not exists (select from dig_promised_hours p where p.dig_id = d.id)`.execute(db);
	if (rows.length === 0) return;
	const around = await hoursAround(db, rows);
	const kept = rows.flatMap(({ id, window, hours }) => {
		const days = around(id, window);
		const promise = promisedHours(hours ? withinHours(days, window, hours) : days);
		return promise ? [{ id, ...promise }] : [];
	});
	await sql`insert into dig_promised_hours (dig_id, first_on, days, kept_at)
		select k.id, k.first_on, array(select jsonb_array_elements_text(k.days)), ${now}
		from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as k(id bigint, first_on date, days jsonb)`.execute(
		db
	);
}
