import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import {
	nuisanceOf,
	OTHER_STREET_CLASS,
	STREET_CLASS_OF_KIND,
	volumeReach,
	type Nuisance,
	type TrafficEffect
} from '../../rules/index.ts';

/** Metres from a tram's rails within which a trench is in its way. */
const RAILS_M = 5;
/** Works that one statement takes. */
const BATCH = 2000;

/** Reckons the nuisance of these digs anew, by the streets as they are. */
export async function refreshNuisance(db: Tx['db'], digIds: readonly string[]): Promise<void> {
	for (let at = 0; at < digIds.length; at += BATCH) {
		const { rows } = await factsQuery(digIds.slice(at, at + BATCH)).execute(db);
		const found = rows.map((row) => ({ id: row.id, parts: toNuisance(row) }));
		await sql`insert into dig_nuisance (dig_id, index, parts)
			select r.id, (r.parts ->> 'index')::numeric, r.parts
			from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as r(id bigint, parts jsonb)
			on conflict (dig_id) do update set index = excluded.index, parts = excluded.parts`.execute(db);
	}
}

/** The nuisance of one dig as it stands. */
export async function nuisanceOfDig(db: Tx['db'], digId: string): Promise<Nuisance> {
	const { rows } = await factsQuery([digId]).execute(db);
	return toNuisance(rows[0]!);
}

interface FactsRow {
	id: string;
	days: number;
	traffic_effect: TrafficEffect;
	length_m: number;
	street: number;
	vehicles: number | null;
	cycle: 'priority' | 'main' | null;
	rush_hour: number | null;
	trunk: boolean | null;
	critical: boolean | null;
	tram: 'service' | 'idle' | null;
}

function toNuisance({ rush_hour, trunk, critical, ...facts }: FactsRow): Nuisance {
	const bus = rush_hour === null ? null : { rush_hour, trunk: trunk ?? false, critical: critical ?? false };
	return nuisanceOf({ ...facts, bus });
}

/**
 * What the map knows of the traffic around digs. Streets may carry `aadt` (motor vehicles in a day), `cycle_route`
 * (`priority`, `main`), `bus_rush_hour` (buses in the rush hour, 0 when only at other times), `bus_line` (`trunk`,
 * `critical`); a wide road reaches further from its centre line.
 */
export function factsQuery(digIds: readonly string[]) {
	return sql<FactsRow>`
select d.id::text, d.ends_on - d.starts_on + 1 as days, d.traffic_effect, d.length_m, near.street, counted.vehicles,
	near.cycle, near.rush_hour, near.trunk, near.critical, rails.tram
from dig d
left join lateral (
	select coalesce(max(c.class), 0) as street,
		case max(case s.props ->> 'cycle_route' when 'priority' then 2 when 'main' then 1 end)
			when 2 then 'priority' when 1 then 'main' end as cycle,
		max(case when s.props ->> 'bus_rush_hour' ~ '^\\d{1,4}$' then (s.props ->> 'bus_rush_hour')::int end) as rush_hour,
		bool_or(s.props ->> 'bus_line' = 'trunk') as trunk, bool_or(s.props ->> 'bus_line' = 'critical') as critical
	from streets s
	left join jsonb_each_text(${JSON.stringify(STREET_CLASS_OF_KIND)}::jsonb) k
		on k.key = regexp_replace(coalesce(s.kind, ''), '_link$', '')
	cross join lateral (select coalesce(k.value::int, ${OTHER_STREET_CLASS}::int) as class) c
	where st_dwithin(s.geom, d.geom, 20)
		and (c.class = 5 or st_dwithin(s.geom, d.geom, case c.class when 4 then 15 else 10 end))
) near on true
left join lateral (
	select max((s.props ->> 'aadt')::float8) as vehicles from streets s
	where st_dwithin(s.geom, d.geom,
			case when near.street >= 4 then ${volumeReach(4)}::float8 else ${volumeReach(1)}::float8 end)
		and s.props ->> 'aadt' ~ '^\\d{1,7}(\\.\\d+)?$'
) counted on true
left join lateral (
	select case max(case when r.kind in ('tram', 'light_rail') then 2 else 1 end)
		when 2 then 'service' when 1 then 'idle' end as tram
	from railways r
	where st_dwithin(r.geom, d.geom, ${RAILS_M}::float8)
		and (r.kind in ('tram', 'light_rail') or r.props ->> 'disused' = 'tram')
) rails on true
where d.id = any(${digIds}::bigint[])`;
}
