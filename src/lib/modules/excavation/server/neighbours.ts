import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import { KEEP } from '#lib/server/db/statements.ts';
import type { Category } from '../rules/index.ts';
import { overlapOf, ribbon, streetLine, wayBetween } from './clashes.ts';
import { PARTY, type PartyRow } from './columns.ts';
import { GRID, meetingOf } from './detours/meet.ts';

/** A work within reach of a trench, or in its street, now or later. */
export interface NeighbourRow extends PartyRow {
	organisation: string;
	category: Category;
	road_works: boolean;
	buffer_m: number;
	distance_m: number;
	same_street: boolean;
	/** What the zones share (WGS84), where they meet. */
	overlap: GeoJSON.MultiPolygon | null;
	/** The stretch of street shared (WGS84), while both are open. */
	stretch: GeoJSON.MultiPolygon | null;
	/** Metres from the subject to its detours, and from it to the subject's, where they are within reach. */
	its_detours_m: number | null;
	my_detours_m: number | null;
	/** What zones and detours share (WGS84), where they meet. */
	led: GeoJSON.MultiPolygon | null;
}

export interface Subject {
	/** Hex EWKB in EPSG:22992. */
	geom: string;
	/** Its street in words, where no map tells it. */
	street: string | null;
	buffer_m: number;
	/** Its zone, as `Placed.zone_geom` or the column `dig.zone` holds it. */
	zone: string;
	/** Where traffic is to be led for the subject's sake: hex EWKB like it. */
	detours: string | null;
	/** Rule C5's buffer of a detour, the widest it may be. */
	detour_m: number;
	/** Rule C2's reach in metres. */
	reach_m: number;
	/** The asked period. */
	start: string;
	end: string;
	/** Works that ended before, or begin after these days cannot matter. */
	from: string;
	until: string;
	/** Reference of a dig that is left out, with those it shares a trench with. */
	except: string | null;
}

/** Works whose zones meet the subject's within the time that matters, and those open with it in its street. */
export async function findNeighbours(db: Tx['db'], subject: Subject): Promise<NeighbourRow[]> {
	return (await neighboursQuery(subject).execute(db)).rows;
}

export function neighboursQuery(subject: Subject) {
	const { geom, street, buffer_m, zone, reach_m, start, end, from, until, except, detours, detour_m } =
		subject;
	const standing = sql`d.state <> 'cancelled' and d.state <> 'refused'
		and d.ends_on >= ${from}::date and d.starts_on <= ${until}::date`;
	const mine = sql`${detours}::geometry`;
	const meet = (work: string, line: RawBuilder<unknown>) => {
		const [own, buffer, around] = ['geom', 'buffer_m', 'zone'].map((c) => sql.ref(`${work}.${c}`)) as [
			RawBuilder<unknown>,
			RawBuilder<unknown>,
			RawBuilder<unknown>
		];
		return meetingOf({ geom: own, buffer_m: buffer, zone: around, line, metres: sql`${detour_m}` });
	};
	const together = detours
		? sql`st_multi(st_unaryunion(st_collect(array_remove(array[case when l.line is not null then ${meet('me', sql`l.line`)} end,
			case when l.passed then ${meet('d', mine)} end], null)), ${GRID}::float8))`
		: meet('me', sql`l.line`);
	return sql<NeighbourRow>`${KEEP}
with me as materialized (
	select ${geom}::geometry as geom, ${buffer_m}::float8 as buffer_m,
		${zone}::geometry as zone
),
mine as materialized (
	select s.street from me, lateral streets_at(me.geom, ${street}::text, ${reach_m}::float8) as s(street)
),
touching as (
	select d.id from me join dig d on d.zone && st_expand(me.zone, 0.1) and ${standing}
		and st_dwithin(me.geom, d.geom, d.buffer_m + ${buffer_m}::float8)
),
together as (
	select s.dig_id as id, ${ribbon(streetLine('s.street'), sql`null::geometry`)} as stretch
	from mine m join dig_street s on s.street = m.street
	join dig d on d.id = s.dig_id and d.state <> 'cancelled' and d.state <> 'refused'
		and d.ends_on >= ${start}::date and d.starts_on <= ${end}::date
	group by s.dig_id
),
its as (
	select t.dig_id as id, st_collect(t.geom) as line
	from me join dig_detour t on t.geom && st_expand(me.zone, ${detour_m}::float8)
		and st_dwithin(me.geom, t.geom, ${buffer_m}::float8 + ${detour_m}::float8)
	join dig d on d.id = t.dig_id and ${standing}
	group by t.dig_id
),
led as (${
		detours
			? sql`
	select id, its.line, passed.id is not null as passed
	from its full join (
		select d.id from dig d where d.zone && st_expand(${mine}, ${detour_m}::float8) and ${standing}
			and st_dwithin(d.geom, ${mine}, d.buffer_m + ${detour_m}::float8)
	) passed using (id)`
			: sql`select id, line, false as passed from its`
	})
select ${PARTY}, d.organisation, d.category, d.road_works, d.buffer_m, st_distance(me.geom, d.geom) as distance_m,
	g.id is not null as same_street,
	case when t.id is not null and d.starts_on <= ${end}::date + ${DRAWN_DAYS}::int
		then ${asLonLat(overlapOf('me', 'd'))} end as overlap,
	case when g.id is not null then ${asLonLat(
		sql`coalesce(g.stretch, st_multi(st_buffer(${wayBetween(sql.ref('me.geom'), sql.ref('d.geom'))}, 2)))`
	)} end as stretch,
	case when l.line is not null then st_distance(me.geom, l.line) end as its_detours_m,
	case when l.passed then st_distance(d.geom, ${mine}) end as my_detours_m,
	case when l.id is not null and d.starts_on <= ${end}::date then ${asLonLat(together)} end as led
from me, (touching t full join together g using (id) full join led l using (id)) join dig d using (id)
left join unit u on u.id = d.unit_id
where d.reference is distinct from ${except}
	and (d.joint_id = (select joint_id from dig where reference = ${except})) is not true`;
}

/** Of works that begin later than any gap or offer reaches, only the period is of interest: no picture is cut. */
const DRAWN_DAYS = 366;

const asLonLat = (shape: RawBuilder<unknown>) => sql`st_asgeojson(st_transform(${shape}, 4326), 8)::jsonb`;
