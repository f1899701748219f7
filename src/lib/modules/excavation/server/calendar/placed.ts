import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import type { Period, Window } from '../../rules/index.ts';
import { PERIOD } from './columns.ts';

/** Embargoes that hold only around a place, by the digs they reach. */
export async function placedEmbargoes(
	db: Tx['db'],
	ids: readonly string[],
	{ start, end }: Window
): Promise<Map<string, Period[]>> {
	const { rows } = await sql<{ key: string; period: Period }>`select d.id::text as key, to_jsonb(r) as period
		from dig d
		join dig_calendar_period e on e.geom is not null and e.closed_at is null
			and e.starts_on <= ${end}::date and e.ends_on >= ${start}::date and st_dwithin(d.geom, e.geom, e.radius_m)
		join lateral (select ${PERIOD} from dig_calendar_period p where p.id = e.id) r on true
		where d.id = any(${ids}::bigint[])`.execute(db);
	const found = new Map<string, Period[]>();
	for (const { key, period } of rows) found.set(key, [...(found.get(key) ?? []), period]);
	return found;
}
