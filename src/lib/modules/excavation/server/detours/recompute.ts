import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import { widestOf, type ParameterRow } from '../../rules/index.ts';
import type { ClashChanges } from '../clash-changes.ts';
import { parameter } from '../parameters.ts';
import { GRID, meetingOf, transitOf } from './meet.ts';

/** What an index is asked with, in metres. */
interface Reach {
	detour_m: number;
	transit_m: number;
}

/**
 * Brings what these digs have with others' detours, and with public transport, under rule C5 up to date, as
 * `recomputeClashes` does for the rules of place and time (`rules/detours/c5.ts` says the same in TypeScript). Costs
 * a glance where there are neither detours nor lines.
 */
export async function recomputeDetours(
	db: Tx['db'],
	digIds: readonly string[],
	{ now, rows }: { now: Date; rows: readonly ParameterRow[] }
): Promise<ClashChanges> {
	if (!(await anything(db))) return { opened: [], changed: [], closed: [] };
	const reach = {
		detour_m: widestOf(rows, 'detour_m'),
		transit_m: Math.max(widestOf(rows, 'route_m'), widestOf(rows, 'stop_m'))
	};
	const found = await recomputeDetoursQuery(digIds, { now, reach }).execute(db);
	const of = (what: string) => found.rows.filter((r) => r.what === what).map((r) => r.id);
	return { opened: of('opened'), changed: of('changed'), closed: of('closed') };
}

/** True where there is something to meet, or something that was met. */
async function anything(db: Tx['db']): Promise<boolean> {
	const { rows } = await sql<{ some: boolean }>`select exists (select from transit_piece)
		or exists (select from dig_detour)
		or exists (select from dig_clash where rule = 'C5' and closed_at is null) as some`.execute(db);
	return rows[0]!.some;
}

export function recomputeDetoursQuery(
	digIds: readonly string[],
	{ now, reach }: { now: Date; reach: Reach }
) {
	const ids = sql`${digIds}::bigint[]`;
	const wide = sql`${reach.detour_m}::float8`;
	const standing = (dig: string) =>
		sql`${sql.ref(`${dig}.state`)} <> 'cancelled' and ${sql.ref(`${dig}.state`)} <> 'refused'`;
	const later = sql`greatest(w.starts_on, o.starts_on)`;
	const work = (d: string) => ({
		geom: sql.ref(`${d}.geom`),
		buffer_m: sql.ref(`${d}.buffer_m`),
		zone: sql.ref(`${d}.zone`)
	});
	return sql<{ id: string; what: string }>`
with subject as materialized (
	select d.id, d.geom, d.zone, d.buffer_m, d.starts_on, d.ends_on,
		${parameter('C5', 'route_m', sql`d.starts_on`)}::float8 as route_m,
		${parameter('C5', 'stop_m', sql`d.starts_on`)}::float8 as stop_m
	from dig d where d.id = any(${ids}) and ${standing('d')}
),
-- Works beside detours, both ways round.
beside as (
	select s.id as work, t.dig_id as led
	from subject s
	join dig_detour t on t.geom && st_expand(s.zone, ${wide}) and t.dig_id <> s.id
		and st_dwithin(s.geom, t.geom, s.buffer_m + ${wide})
	union
	select w.id, s.id
	from subject s
	join dig_detour t on t.dig_id = s.id
	join dig w on w.zone && st_expand(t.geom, ${wide}) and w.id <> s.id and ${standing('w')}
		and st_dwithin(w.geom, t.geom, w.buffer_m + ${wide})
),
way as (
	select least(w.id, o.id) as a, greatest(w.id, o.id) as b, case when o.id < w.id then 'a' else 'b' end as of,
		${later} as from_on, least(w.ends_on, o.ends_on) as to_on, st_distance(w.geom, x.line) as distance_m,
		${meetingOf({ ...work('w'), line: sql`x.line`, metres: sql`p.metres` })} as geom
	from beside l
	join dig w on w.id = l.work
	join dig o on o.id = l.led and ${standing('o')} and o.starts_on <= w.ends_on and w.starts_on <= o.ends_on
		and (o.joint_id = w.joint_id) is not true
	cross join lateral (select ${parameter('C5', 'detour_m', later)}::float8 as metres) p
	cross join lateral (select st_collect(t.geom) as line from dig_detour t
		where t.dig_id = o.id and st_dwithin(w.geom, t.geom, w.buffer_m + p.metres)) x
	where x.line is not null
),
pair as materialized (
	select a, b, from_on, to_on, min(distance_m) as distance_m, st_multi(st_union(geom, ${GRID}::float8)) as geom,
		jsonb_build_object('of', jsonb_agg(of order by of)) as evidence
	from way group by a, b, from_on, to_on
),
-- One for each line and each stop, however many pieces of it are met.
transit as materialized (
	select s.id as a, t.met, s.starts_on as from_on, s.ends_on as to_on, st_distance(s.geom, t.line) as distance_m,
		${meetingOf({ ...work('s'), line: sql`t.line`, metres: sql`case when t.stop then s.stop_m else s.route_m end` })} as geom,
		jsonb_build_object('transit', ${transitOf(sql`t.stop`)}) as evidence
	from (
		select s.id, p.met, min(p.layer) as layer, min(p.row_id) as row_id, bool_or(p.stop) as stop, st_collect(p.geom) as line
		from subject s
		join transit_piece p on p.geom && st_expand(s.zone, ${reach.transit_m}::float8)
			and st_dwithin(s.geom, p.geom, s.buffer_m + case when p.stop then s.stop_m else s.route_m end)
		group by s.id, p.met
	) t
	join subject s using (id)
	join transit_named n on n.layer = t.layer and n.id = t.row_id
),
saved as (
	insert into dig_clash as c
		(rule, dig_a, dig_b, severity, distance_m, from_on, to_on, days, geom, evidence, first_seen, changed_at)
	select 'C5', a, b, 'warn', distance_m, from_on, to_on, to_on - from_on + 1, geom, evidence, ${now}, ${now} from pair
	on conflict (rule, dig_a, dig_b) do update set ${REPLACED}
	where ${DIFFERS}
	returning c.id, case when xmax = 0 then 'opened' else 'changed' end as what
),
met as (
	insert into dig_clash as c
		(rule, dig_a, met, severity, distance_m, from_on, to_on, days, geom, evidence, first_seen, changed_at)
	select 'C5', a, met, 'warn', distance_m, from_on, to_on, to_on - from_on + 1, geom, evidence, ${now}, ${now} from transit
	on conflict (rule, dig_a, met) where met is not null do update set ${REPLACED}
	where ${DIFFERS}
	returning c.id, case when xmax = 0 then 'opened' else 'changed' end as what
),
closed as (
	update dig_clash c set closed_at = ${now}, changed_at = ${now}
	where c.closed_at is null and c.rule = 'C5' and (c.dig_a = any(${ids}) or c.dig_b = any(${ids}))
		and not exists (select from pair p where p.a = c.dig_a and p.b = c.dig_b)
		and not exists (select from transit t where t.a = c.dig_a and t.met = c.met)
	returning c.id, 'closed' as what
)
select id::text, what from saved union all select id::text, what from met union all select id::text, what from closed`;
}

const REPLACED = sql`distance_m = excluded.distance_m, from_on = excluded.from_on, to_on = excluded.to_on,
	days = excluded.days, geom = excluded.geom, evidence = excluded.evidence, changed_at = excluded.changed_at,
	closed_at = null`;
const DIFFERS = sql`c.closed_at is not null or (c.distance_m, c.from_on, c.to_on, c.evidence) is distinct from
	(excluded.distance_m, excluded.from_on, excluded.to_on, excluded.evidence) or not c.geom = excluded.geom`;
