import { sql, type RawBuilder } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import type { Tx } from '#lib/server/context.ts';
import { longestReach } from '../rules/index.ts';
import { among, drop, gatherCandidates, keep, MANY, weigh } from './clash-candidates.ts';
import type { ClashChanges } from './clash-changes.ts';
import { recomputeDetours } from './detours/recompute.ts';
import { recomputeNetwork } from './network/recompute.ts';
import { parameter, parameterRows } from './parameters.ts';

/**
 * Brings what these digs have with others up to date (rules C1, C2, C3, C5, C9 and offer O1), in the transaction that
 * changed them: finds by the index on the zones and by street, decides by distance and days (`rules/pairs.ts` says
 * the same in TypeScript), passes over pairs of one joint trench, keeps the identity of a pair under a rule, closes
 * what vanished. The caller holds the digs' lock, so that two savers see each other.
 */
export async function recomputeClashes(
	db: Tx['db'],
	digIds: readonly string[],
	now: Date
): Promise<ClashChanges> {
	if (digIds.length === 0) return { opened: [], changed: [], closed: [] };
	await keepStreets(db, digIds);
	const near = await recomputePairs(db, digIds, now);
	const rows = await parameterRows(db);
	const led = await recomputeDetours(db, digIds, { now, rows });
	return [led, await recomputeNetwork(db, digIds, { now, rows })].reduce(together, near);
}

function together(a: ClashChanges, b: ClashChanges): ClashChanges {
	return {
		opened: [...a.opened, ...b.opened],
		changed: [...a.changed, ...b.changed],
		closed: [...a.closed, ...b.closed]
	};
}

/** The same by the rules of place and time, where the streets of the digs are known. */
export async function recomputePairs(
	db: Tx['db'],
	digIds: readonly string[],
	now: Date
): Promise<ClashChanges> {
	const { candidates, clear } = await gatherCandidates(db, digIds, longestReach(await parameterRows(db)));
	const { rows } = await recomputeQuery(digIds, { now, candidates }).execute(db);
	await clear();
	const of = (what: string) => rows.filter((r) => r.what === what).map((r) => r.id);
	return { opened: of('opened'), changed: of('changed'), closed: of('closed') };
}

/** Notes anew which street sections these digs are in. */
export async function keepStreets(db: Tx['db'], digIds: readonly string[]): Promise<void> {
	await sql`delete from dig_street where dig_id = any(${digIds}::bigint[])`.execute(db);
	const reach = sql`lateral (
		select ${parameter('C2', 'reach_m', sql`d.starts_on`)}::float8 as reach_m offset 0) r`;
	if (digIds.length >= MANY) return keepManyStreets(db, digIds, reach);
	await sql`insert into dig_street (dig_id, street)
		select distinct d.id, s.street
		from dig d, ${reach}, lateral streets_at(d.geom, d.street, r.reach_m) as s(street)
		where d.id = any(${digIds}::bigint[])`.execute(db);
}

/** The same as `streets_at` says, in steps that several workers can share. */
async function keepManyStreets(
	db: Tx['db'],
	digIds: readonly string[],
	reach: RawBuilder<unknown>
): Promise<void> {
	const mine = sql`d.id = any(${digIds}::bigint[])`;
	const found = await keep(
		db,
		'street_found',
		sql`select d.id, 'section:' || s.id as street
			from dig d, ${reach}, street_sections s where ${mine} and st_dwithin(s.geom, d.geom, r.reach_m)`
	);
	await weigh(db, found);
	// In the order of the key, which fills its pages one after the other.
	await sql`insert into dig_street (dig_id, street)
		select id, street from (
			table street_found
			union all
			select d.id, 'street:' || s.id
			from (select * from dig d where ${mine} and not exists (select from street_found f where f.id = d.id) offset 0) d,
				${reach}, streets s where st_dwithin(s.geom, d.geom, r.reach_m)
			union all
			select d.id, 'name:' || ar_norm(d.street) from dig d where ${mine} and d.street is not null
		) found order by street, id`.execute(db);
	await drop(db, [found]);
}

/** Decides on the candidates and keeps what is found. */
export function recomputeQuery(
	digIds: readonly string[],
	{ now, candidates }: { now: Date; candidates: RawBuilder<unknown> }
) {
	const today = sql`${cairoDate(now)}::date`;
	return sql<{ id: string; what: string }>`
with near as (${candidates}),
pair as (
	select p.a, p.b, p.touching, p.together, a.organisation <> b.organisation as foreigners,
		'emergency' in (a.category, b.category) as emergency,
		least(a.starts_on, b.starts_on) as first_start, greatest(a.starts_on, b.starts_on) as last_start,
		least(a.ends_on, b.ends_on) as first_end, greatest(a.ends_on, b.ends_on) as last_end,
		case when a.ends_on < b.starts_on then a.road_works else b.road_works end as after_road_works,
		st_distance(a.geom, b.geom) as distance_m,
		case when p.touching then ${overlapOf('a', 'b')} end as overlap,
		case when p.together then ${sharedStreet()} end as stretch
	from near p
	join dig a on a.id = p.a join dig b on b.id = p.b and (a.joint_id = b.joint_id) is not true
),
found as materialized (
	select r.rule, a, b, r.severity, distance_m, r.from_on, r.to_on, r.days,
		case when r.rule = 'C2' then stretch else overlap end as geom
	from pair, lateral (values
		('C1', touching and last_start <= first_end,
			case when foreigners and not emergency then 'block' else 'warn' end,
			last_start, first_end, first_end - last_start + 1),
		('C2', together, 'warn', last_start, first_end, first_end - last_start + 1),
		('C3', touching and first_end < last_start and last_start - first_end < case when after_road_works
				then ${parameter('C3', 'gap_after_road_works_days', sql`last_start`)}
				else ${parameter('C3', 'gap_days', sql`last_start`)} end,
			'warn', first_end, last_start, last_start - first_end),
		('O1', touching and foreigners and first_start > ${today} and (last_start <= first_end
				or last_start - first_start <= ${parameter('O1', 'starts_within_days', sql`last_start`)}),
			'info', first_start, last_end, greatest(0, first_end - last_start + 1))
	) as r(rule, holds, severity, from_on, to_on, days)
	where r.holds
),
saved as (
	insert into dig_clash as c
		(rule, dig_a, dig_b, severity, distance_m, from_on, to_on, days, geom, first_seen, changed_at)
	select rule, a, b, severity, distance_m, from_on, to_on, days, geom, ${now}, ${now} from found
	on conflict (rule, dig_a, dig_b) do update set severity = excluded.severity,
		distance_m = excluded.distance_m, from_on = excluded.from_on, to_on = excluded.to_on, days = excluded.days,
		geom = excluded.geom, changed_at = excluded.changed_at, closed_at = null
	where c.closed_at is not null
		or (c.severity, c.distance_m, c.from_on, c.to_on) is distinct from
			(excluded.severity, excluded.distance_m, excluded.from_on, excluded.to_on)
		or not c.geom = excluded.geom
	returning c.id, case when xmax = 0 then 'opened' else 'changed' end as what
),
closed as (
	update dig_clash c set closed_at = ${now}, changed_at = ${now}
	where c.closed_at is null and c.rule in ('C1', 'C2', 'C3', 'O1')
		and (${among('c.dig_a', digIds)} or ${among('c.dig_b', digIds)})
		and (c.rule, c.dig_a, c.dig_b) not in (select rule, a, b from found)
	returning c.id, 'closed' as what
)
select id::text, what from saved union all select id::text, what from closed`;
}

/**
 * What two zones share. At exactly the limit the stored zones just miss each other; then the place where the true
 * ones meet stands for it.
 */
export function overlapOf(a: string, b: string) {
	const [ga, gb] = [sql.ref(`${a}.geom`), sql.ref(`${b}.geom`)];
	const [ba, bb] = [sql.ref(`${a}.buffer_m`), sql.ref(`${b}.buffer_m`)];
	const [za, zb] = [sql.ref(`${a}.zone`), sql.ref(`${b}.zone`)];
	return sql`(
		select case when not st_isempty(shared.piece) then shared.piece
			else st_multi(st_buffer(st_lineinterpolatepoint(st_shortestline(${ga}, ${gb}), ${ba} / (${ba} + ${bb})), 0.25)) end
		from (select st_multi(st_collectionextract(st_intersection(${za}, ${zb}), 3)) as piece) shared)`;
}

/** Half the width in metres at which a shared stretch of street is drawn. */
const RIBBON = 2;

/** Beyond these metres the straight way between two works is no picture of a street of which only the name is known. */
const SEEN_TOGETHER_M = 150;

/** What is shown of a street that is not mapped: the way between two works nearby, else the works themselves. */
export function wayBetween(a: RawBuilder<unknown>, b: RawBuilder<unknown>) {
	return sql`case when st_dwithin(${a}, ${b}, ${SEEN_TOGETHER_M}::float8) then st_shortestline(${a}, ${b})
		else st_collect(st_simplify(${a}, 0.5, true), st_simplify(${b}, 0.5, true)) end`;
}

/** The stretch of street between two works `a` and `b`: the mapped sections they share, else the way between them. */
function sharedStreet() {
	return sql`(
		select ${ribbon(streetLine('sa.street'), wayBetween(sql.ref('a.geom'), sql.ref('b.geom')))}
		from dig_street sa
		join dig_street sb on sb.street = sa.street and sb.dig_id = b.id
		where sa.dig_id = a.id)`;
}

/** The line of a street by the column of its key; none for one that is only named. */
export function streetLine(key: string) {
	const street = sql.ref(key);
	return sql`case
		when ${street} like 'section:%' then (select l.geom from street_sections l where l.id = substr(${street}, 9)::bigint)
		when ${street} like 'street:%' then (select l.geom from streets l where l.id = substr(${street}, 8)::bigint) end`;
}

/** Aggregates the lines of streets, of which some may not be mapped, into a surface; `instead` when none is. */
export function ribbon(line: RawBuilder<unknown>, instead: RawBuilder<unknown>) {
	return sql`st_multi(st_buffer(coalesce(st_union(${line}), ${instead}), ${RIBBON}::float8))`;
}
