import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import type { Category } from '../rules/index.ts';
import { overlapOf } from './clashes.ts';
import { PARTY, type PartyRow } from './columns.ts';

/** A work within reach of a trench, now or later. */
export interface NeighbourRow extends PartyRow {
	organisation: string;
	category: Category;
	buffer_m: number;
	distance_m: number;
	/** What the zones share (WGS84); only for those whose period meets the asked one. */
	overlap: GeoJSON.MultiPolygon | null;
}

export interface Subject {
	/** Hex EWKB in EPSG:22992. */
	geom: string;
	buffer_m: number;
	/** The asked period, and how far beyond it to look. */
	start: string;
	end: string;
	until: string;
	/** Reference of a dig that is left out. */
	except: string | null;
}

/** Works whose zones meet the subject's and that are not over before it starts. */
export async function findNeighbours(db: Tx['db'], subject: Subject): Promise<NeighbourRow[]> {
	return (await neighboursQuery(subject).execute(db)).rows;
}

export function neighboursQuery({ geom, buffer_m, start, end, until, except }: Subject) {
	return sql<NeighbourRow>`
with me as materialized (
	select ${geom}::geometry as geom,
		st_multi(st_buffer(${geom}::geometry, ${buffer_m}::float8, 'quad_segs=16')) as zone
)
select ${PARTY}, d.organisation, d.category, d.buffer_m, st_distance(me.geom, d.geom) as distance_m,
	case when d.starts_on <= ${end}::date
		then st_asgeojson(st_transform(${overlapOf('me', 'd')}, 4326), 8)::jsonb end as overlap
from me
join dig d on d.zone && st_expand(me.zone, 0.1) and d.state <> 'cancelled'
	and d.ends_on >= ${start}::date and d.starts_on <= ${until}::date
	and st_dwithin(me.geom, d.geom, d.buffer_m + ${buffer_m}::float8)
	and d.reference is distinct from ${except}
left join unit u on u.id = d.unit_id`;
}

/** The ground within the buffer of a shape (hex EWKB, EPSG:22992), as the column `dig.zone` holds it; WGS84. */
export async function zoneOf(db: Tx['db'], geom: string, buffer_m: number): Promise<GeoJSON.MultiPolygon> {
	const { rows } = await sql<{ zone: GeoJSON.MultiPolygon }>`select st_asgeojson(st_transform(
		st_multi(st_buffer(${geom}::geometry, ${buffer_m}::float8, 'quad_segs=16')), 4326), 7)::jsonb as zone`.execute(
		db
	);
	return rows[0]!.zone;
}
