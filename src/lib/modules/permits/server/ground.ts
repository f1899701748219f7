import { sql } from 'kysely';
import { EGYPT_EXTENT, type Bbox, type Srid } from '#lib/kernel/crs.ts';
import { assertPosition, bboxOf, demandOnEarth } from '#lib/kernel/geometry.ts';
import type { Tx } from '#lib/server/context.ts';
import type { Surface } from '../rules/index.ts';

/** A survey runs over the border; degrees. */
const BESIDE = 0.05;

/**
 * Refuses coordinates that are of no place in Egypt, before anything is reckoned with them.
 * @throws DomainError `geometry_swapped_axes`, `geometry_wrong_crs` with the system that would fit,
 * `geometry_outside_governorate`.
 */
export function demandInEgypt(surface: Surface, srid: Srid): void {
	const box = bboxOf(surface);
	if (box) assertPosition(box, { governorate: EGYPT_EXTENT }, srid);
	demandOnEarth(surface, srid);
}

/**
 * The same of a plot that was drawn or typed, which lies in the governorate.
 * @throws DomainError as `demandInEgypt`
 */
export async function demandOnGround(db: Tx['db'], surface: Surface, srid: Srid): Promise<void> {
	const box = bboxOf(surface);
	if (!box) return;
	const { rows } = await sql<{
		own: Bbox;
	}>`select array[st_xmin(e), st_ymin(e), st_xmax(e), st_ymax(e)] as own
		from (select st_transform(st_setsrid(st_extent(geom)::geometry, 22992), 4326) as e
			from (select geom from governorates union all select geom from districts) ground) extent
		where e is not null`.execute(db);
	const own = rows[0]?.own;
	if (!own) return assertPosition(box, { governorate: EGYPT_EXTENT }, srid);
	const [west, south, east, north] = own;
	const governorate: Bbox = [west - BESIDE, south - BESIDE, east + BESIDE, north + BESIDE];
	assertPosition(box, { governorate, own }, srid);
}
