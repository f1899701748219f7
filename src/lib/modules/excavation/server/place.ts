import { sql, type RawBuilder } from 'kysely';
import { EGYPT_EXTENT, requireCrs, type Bbox, type Srid } from '#lib/kernel/crs.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import { assertPosition, bboxOf, diagnosePosition } from '#lib/kernel/geometry.ts';
import type { Tx } from '#lib/server/context.ts';
import { KEEP } from '#lib/server/db/statements.ts';
import { LIMITS, readShape, TRENCH_TYPES, type Shape } from '../rules/index.ts';

/** A shape in legal metres: hex EWKB, multi-part, EPSG:22992. */
export interface Placed {
	geom: string;
	/** Planar metres; of a surface half its outline. */
	length_m: number;
	/** Square metres of its surfaces. */
	area_m2: number;
	/** The ground within `buffer_m` of it, as the column `dig.zone` holds it (hex EWKB). Null when no buffer is given. */
	zone_geom: string | null;
	/** The same in WGS84. */
	zone: GeoJSON.MultiPolygon | null;
}

/** What a work may be drawn as. */
export const WORK_SHAPE = { allowed: TRENCH_TYPES, largest_m2: LIMITS.area.max };

/** Works reach a little over the border of the ground that is drawn: quays, bridges, the far kerb. */
const BORDER_M = 1000;

/**
 * Brings a drawn or sent shape into legal metres, or says what is wrong with it and where.
 * @param options.allowed GeoJSON types that are accepted.
 * @param options.buffer_m metres around it that are told as its zone.
 * @param options.longest_m planar metres that a line may have; those of a trench when absent.
 * @param options.largest_m2 the largest surface that is accepted.
 * @throws DomainError `geometry_*`, `crs_unknown`.
 */
export async function placeShape(
	db: Tx['db'],
	input: {
		geometry: { type: string; coordinates: unknown[]; crs?: unknown };
		crs?: string | number | undefined;
	},
	{
		allowed,
		buffer_m = null,
		longest_m = LIMITS.length.max,
		largest_m2 = Infinity
	}: {
		allowed?: readonly string[];
		buffer_m?: number | null;
		longest_m?: number;
		largest_m2?: number;
	} = {}
): Promise<Placed> {
	const shape = readShape(input.geometry, allowed);
	const srid = requireCrs(input.crs ?? namedCrs(input.geometry.crs) ?? 4326);
	const box = bboxOf(shape);
	if (!box) throw new DomainError('geometry_empty');
	// Far away a transformation may have no answer at all, so that is found out first.
	if (diagnosePosition(box, { governorate: EGYPT_EXTENT }, srid).verdict !== 'ok')
		await refusePlace(db, box, srid);
	const place = await measure(db, shape, srid, buffer_m);
	if (!place.inside) await refusePlace(db, box, srid, place.at);
	if (place.dimension === 1 && place.length_m < LIMITS.length.min)
		throw new DomainError('geometry_too_small', { at: place.at });
	if (!place.valid)
		throw new DomainError('geometry_invalid', { params: { reason: place.reason }, at: place.wrong_at });
	if (place.dimension === 2 && place.area_m2 < LIMITS.area.min)
		throw new DomainError('geometry_too_small', { at: place.at });
	if (place.area_m2 > largest_m2)
		throw new DomainError('geometry_too_large', {
			params: { area: Math.round(place.area_m2), max: largest_m2 },
			at: place.at
		});
	if (place.dimension === 1 && place.length_m > longest_m)
		throw new DomainError('geometry_too_long', {
			params: { length: Math.round(place.length_m), max: longest_m },
			at: place.at
		});
	const { geom, length_m, area_m2, zone_geom, zone } = place;
	return { geom, length_m, area_m2, zone_geom, zone };
}

interface Measured extends Placed {
	dimension: number;
	valid: boolean;
	reason: string | null;
	wrong_at: [number, number] | undefined;
	at: [number, number];
	/** On the administrative ground; also when none is loaded. */
	inside: boolean;
}

async function measure(db: Tx['db'], shape: Shape, srid: Srid, buffer_m: number | null): Promise<Measured> {
	const { rows } = await sql<Measured>`${KEEP}
-- Of a surface that crosses itself the centroid may be anywhere, and that of its box is not.
with given as materialized (
	select st_multi(st_transform(st_setsrid(st_geomfromgeojson(${JSON.stringify(shape)}), ${srid}::int), 22992)) as g
)
select g::text as geom, st_length(g) + st_perimeter(g) / 2 as length_m, st_area(g) as area_m2, st_dimension(g) as dimension, st_isvalid(g) as valid,
	detail.reason, ${lonLat(sql`st_setsrid(detail.location, 22992)`)} as wrong_at, ${lonLat(sql`st_centroid(st_envelope(g))`)} as at,
	exists (select from governorates o where st_dwithin(o.geom, g, ${BORDER_M}::float8))
		or exists (select from districts o where st_dwithin(o.geom, g, ${BORDER_M}::float8))
		or not (exists (select from governorates) or exists (select from districts)) as inside,
	around.zone::text as zone_geom, st_asgeojson(st_transform(around.zone, 4326), 7)::jsonb as zone
from given, st_isvaliddetail(g) detail, lateral (
	select case when ${buffer_m}::float8 is not null and detail.valid
		then st_multi(buffer_in_pieces(g, ${buffer_m}::float8, 16)) end as zone offset 0
) around`.execute(db);
	const row = rows[0] as Measured;
	return { ...row, wrong_at: row.wrong_at ?? undefined };
}

/** The likeliest reason why a shape lies elsewhere: its axes, its system, or really elsewhere. */
async function refusePlace(db: Tx['db'], box: Bbox, srid: Srid, at?: [number, number]): Promise<never> {
	const ground = { governorate: (await groundBox(db)) ?? EGYPT_EXTENT };
	// A place of another governorate may fall into the box around ours when turned round, and still not into ours.
	const doubtful =
		diagnosePosition(box, { governorate: EGYPT_EXTENT }, srid).verdict === 'ok' &&
		diagnosePosition(box, ground, srid).verdict === 'swapped_axes';
	if (!doubtful || (await onGround(db, [box[1], box[0], box[3], box[2]], srid)))
		assertPosition(box, ground, srid);
	throw new DomainError('geometry_outside_governorate', at ? { at } : {});
}

/** Whether the middle of a box lies on the administrative ground itself, not only in the box around it. */
async function onGround(db: Tx['db'], [west, south, east, north]: Bbox, srid: Srid): Promise<boolean> {
	const { rows } = await sql<{ inside: boolean }>`select exists (
			select from (select geom from governorates union all select geom from districts) ground
			where st_dwithin(ground.geom, st_transform(st_setsrid(st_makepoint(
				${(west + east) / 2}::float8, ${(south + north) / 2}::float8), ${srid}::int), 22992), ${BORDER_M}::float8)
		) as inside`.execute(db);
	return rows[0]?.inside === true;
}

/** The WGS84 box of the administrative ground; null when none is loaded. */
async function groundBox(db: Tx['db']): Promise<Bbox | null> {
	const { rows } = await sql<{
		box: Bbox;
	}>`select array[st_xmin(e), st_ymin(e), st_xmax(e), st_ymax(e)] as box
		from (select st_transform(st_setsrid(st_extent(geom)::geometry, 22992), 4326) as e
			from (select geom from governorates union all select geom from districts) ground) extent
		where e is not null`.execute(db);
	return rows[0]?.box ?? null;
}

const lonLat = (point: RawBuilder<unknown>) =>
	sql`case when ${point} is not null then array[st_x(st_transform(${point}, 4326)), st_y(st_transform(${point}, 4326))] end`;

/** The `crs` member of older GeoJSON: a name is a declaration, a link is not followed. */
function namedCrs(member: unknown): string | undefined {
	const name = (member as { properties?: { name?: unknown } } | undefined)?.properties?.name;
	return typeof name === 'string' ? name.slice(0, 4000) : undefined;
}
