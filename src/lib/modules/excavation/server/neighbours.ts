import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import { KEEP } from '#lib/server/db/database.ts';
import type { Category } from '../rules/index.ts';
import { overlapOf, ribbon, streetLine, wayBetween } from './clashes.ts';
import { PARTY, type PartyRow } from './columns.ts';

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
}

export interface Subject {
	/** Hex EWKB in EPSG:22992. */
	geom: string;
	/** Its street in words, where no map tells it. */
	street: string | null;
	buffer_m: number;
	/** Its zone, as `Placed.zone_geom` or the column `dig.zone` holds it. */
	zone: string;
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
	const { geom, street, buffer_m, zone, reach_m, start, end, from, until, except } = subject;
	return sql<NeighbourRow>`${KEEP}
with me as materialized (
	select ${geom}::geometry as geom, ${buffer_m}::float8 as buffer_m,
		${zone}::geometry as zone
),
mine as materialized (
	select s.street from me, lateral streets_at(me.geom, ${street}::text, ${reach_m}::float8) as s(street)
),
touching as (
	select d.id from me join dig d on d.zone && st_expand(me.zone, 0.1) and d.state <> 'cancelled' and d.state <> 'refused'
		and d.ends_on >= ${from}::date and d.starts_on <= ${until}::date
		and st_dwithin(me.geom, d.geom, d.buffer_m + ${buffer_m}::float8)
),
together as (
	select s.dig_id as id, ${ribbon(streetLine('s.street'), sql`null::geometry`)} as stretch
	from mine m join dig_street s on s.street = m.street
	join dig d on d.id = s.dig_id and d.state <> 'cancelled' and d.state <> 'refused'
		and d.ends_on >= ${start}::date and d.starts_on <= ${end}::date
	group by s.dig_id
)
select ${PARTY}, d.organisation, d.category, d.road_works, d.buffer_m, st_distance(me.geom, d.geom) as distance_m,
	g.id is not null as same_street,
	case when t.id is not null and d.starts_on <= ${end}::date + ${DRAWN_DAYS}::int
		then ${asLonLat(overlapOf('me', 'd'))} end as overlap,
	case when g.id is not null then ${asLonLat(
		sql`coalesce(g.stretch, st_multi(st_buffer(${wayBetween(sql.ref('me.geom'), sql.ref('d.geom'))}, 2)))`
	)} end as stretch
from me, (touching t full join together g using (id)) join dig d using (id)
left join unit u on u.id = d.unit_id
where d.reference is distinct from ${except}
	and (d.joint_id = (select joint_id from dig where reference = ${except})) is not true`;
}

/** Of works that begin later than any gap or offer reaches, only the period is of interest: no picture is cut. */
const DRAWN_DAYS = 366;

const asLonLat = (shape: RawBuilder<unknown>) => sql`st_asgeojson(st_transform(${shape}, 4326), 8)::jsonb`;
