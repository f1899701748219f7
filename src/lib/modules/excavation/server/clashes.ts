import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';

/** What a recomputation did, as ids of dig_clash. */
export interface ClashChanges {
	opened: string[];
	changed: string[];
	closed: string[];
}

/**
 * Brings the C1 clashes of these digs up to date, in the transaction that changed them: finds by the index on the
 * zones, decides by distance and days (`rules/c1.ts` says the same in TypeScript), keeps the identity of a pair,
 * closes what vanished. The caller holds the digs' lock, so that two savers see each other.
 */
export async function recomputeClashes(
	db: Tx['db'],
	digIds: readonly string[],
	now: Date
): Promise<ClashChanges> {
	const { rows } = await recomputeQuery(digIds, now).execute(db);
	const of = (what: string) => rows.filter((r) => r.what === what).map((r) => r.id);
	return { opened: of('opened'), changed: of('changed'), closed: of('closed') };
}

/** Metres by which a stored zone may fall short of the true buffer, both together, generously. */
const SLACK = 0.1;

export function recomputeQuery(digIds: readonly string[], now: Date) {
	return sql<{ id: string; what: string }>`
with pair as (
	select distinct least(m.id, o.id) as a, greatest(m.id, o.id) as b
	from dig m
	join dig o on o.zone && st_expand(m.zone, ${SLACK}::float8) and o.state <> 'cancelled'
		and o.starts_on <= m.ends_on and m.starts_on <= o.ends_on and o.id <> m.id
		and st_dwithin(m.geom, o.geom, m.buffer_m + o.buffer_m)
	where m.id = any(${digIds}::bigint[]) and m.state <> 'cancelled'
),
found as (
	select a.id as a, b.id as b,
		case when a.organisation <> b.organisation and 'emergency' not in (a.category, b.category)
			then 'block' else 'warn' end as severity,
		st_distance(a.geom, b.geom) as distance_m,
		greatest(a.starts_on, b.starts_on) as from_on, least(a.ends_on, b.ends_on) as to_on,
		${overlapOf('a', 'b')} as geom
	from pair p join dig a on a.id = p.a join dig b on b.id = p.b
),
saved as (
	insert into dig_clash as c
		(rule, dig_a, dig_b, severity, distance_m, from_on, to_on, geom, first_seen, changed_at)
	select 'C1', a, b, severity, distance_m, from_on, to_on, geom, ${now}, ${now} from found
	on conflict (rule, dig_a, dig_b) do update set severity = excluded.severity,
		distance_m = excluded.distance_m, from_on = excluded.from_on, to_on = excluded.to_on,
		geom = excluded.geom, changed_at = excluded.changed_at, closed_at = null
	where c.closed_at is not null
		or (c.severity, c.distance_m, c.from_on, c.to_on) is distinct from
			(excluded.severity, excluded.distance_m, excluded.from_on, excluded.to_on)
		or not c.geom = excluded.geom
	returning c.id, case when xmax = 0 then 'opened' else 'changed' end as what
),
closed as (
	update dig_clash c set closed_at = ${now}, changed_at = ${now}
	where c.rule = 'C1' and c.closed_at is null
		and (c.dig_a = any(${digIds}::bigint[]) or c.dig_b = any(${digIds}::bigint[]))
		and not exists (select from pair p where p.a = c.dig_a and p.b = c.dig_b)
	returning c.id, 'closed' as what
)
select id::text, what from saved union all select id::text, what from closed`;
}

/**
 * What two zones share. At exactly the limit the stored zones just miss each other; then the place halfway
 * between the two stands for it.
 */
export function overlapOf(a: string, b: string) {
	const [ga, gb] = [sql.ref(`${a}.geom`), sql.ref(`${b}.geom`)];
	const [za, zb] = [sql.ref(`${a}.zone`), sql.ref(`${b}.zone`)];
	return sql`(
		select case when not st_isempty(shared.piece) then shared.piece
			else st_multi(st_buffer(st_centroid(st_shortestline(${ga}, ${gb})), 0.25)) end
		from (select st_multi(st_collectionextract(st_intersection(${za}, ${zb}), 3)) as piece) shared)`;
}
