import { sql } from 'kysely';
import { EGYPT_EXTENT, type Bbox } from '#lib/kernel/crs.ts';
import type { Ground } from '#lib/kernel/geometry.ts';
import type { LayerDef } from '#lib/kernel/layer.ts';
import type { Tx } from '#lib/server/context.ts';

/** What these layers hold reaches over all of Egypt. */
const NATIONAL = ['land', 'governorates'];

/**
 * Where rows of a layer may lie: the box (WGS84) around the governorate's own boundaries, a quarter wider, because
 * streets and pipes do not end at them; Egypt while no boundary is loaded. The model town is nobody's ground.
 */
export async function groundOf(db: Tx['db'], layer: Pick<LayerDef, 'id'>): Promise<Ground> {
	if (NATIONAL.includes(layer.id)) return { governorate: EGYPT_EXTENT };
	// Districts are measured by the governorate alone, or the first ones would keep out the rest.
	const within =
		layer.id === 'districts'
			? sql`select geom, source from governorates`
			: sql`select geom, source from governorates union all select geom, source from districts`;
	const { rows } = await sql<{ box: Bbox }>`
		select array[st_xmin(e), st_ymin(e), st_xmax(e), st_ymax(e)] as box
		from (select st_transform(st_setsrid(st_extent(geom)::geometry, 22992), 4326) as e
			from (${within}) boundaries where source <> 'demo') around
		where e is not null`.execute(db);
	const box = rows[0]?.box;
	return box ? { governorate: wider(box), own: box } : { governorate: EGYPT_EXTENT };
}

function wider([west, south, east, north]: Bbox): Bbox {
	const [x, y] = [Math.max(0.05, (east - west) / 4), Math.max(0.05, (north - south) / 4)];
	return [west - x, south - y, east + x, north + y];
}
