import { sql } from 'kysely';
import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Tx } from '#lib/server/context.ts';
import { KEEP } from '#lib/server/db/statements.ts';

/** A work near a place, for whoever builds beside it. Planar metres, EPSG:22992. */
export interface WorkAround {
	/** Its reference. */
	id: string;
	kind: string;
	name: string;
	promoter: Bilingual;
	/** Days, both included. */
	start: CivilDate;
	end: CivilDate;
	geometry: GeoJSON.Geometry;
}

/** Metres around a place within which a work is told, and farther than which it is cut off. */
const REACH_M = 60;

/**
 * Works around a place that are not over by a day. Only for readers of digs (`dig:read`).
 * @param geom hex EWKB, EPSG:22992.
 */
export async function worksAround(
	db: Tx['db'],
	{ geom, from }: { geom: string; from: CivilDate }
): Promise<WorkAround[]> {
	const { rows } = await sql<WorkAround>`${KEEP}select d.reference as id, d.state as kind, d.title as name,
			jsonb_build_object('ar', coalesce(u.name_ar, d.promoter), 'en', coalesce(u.name_en, d.promoter)) as promoter,
			d.starts_on as start, d.ends_on as "end",
			st_asgeojson(st_intersection(d.geom, st_expand(${geom}::geometry, ${sql.lit(REACH_M)})), 6)::jsonb as geometry
		from dig d left join unit u on u.id = d.unit_id
		where st_dwithin(d.geom, ${geom}::geometry, ${sql.lit(REACH_M)})
			and (d.ends_on >= ${from}::date or d.state = 'running') and d.state not in ('cancelled', 'refused', 'closed', 'restored', 'finished')
		order by d.starts_on, d.reference limit 100`.execute(db);
	return rows;
}
