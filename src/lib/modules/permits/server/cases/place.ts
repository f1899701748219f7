import { sql } from 'kysely';
import { requireCrs } from '#lib/kernel/crs.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import { makeCtx, type Ctx, type Tx } from '#lib/server/context.ts';
import { demand, SYSTEM } from '#lib/server/policy/index.ts';
import type { Surface } from '../../rules/index.ts';

/** Where a case lies, as its row takes it. Geometry as hex EWKB in EPSG:22992. */
export interface Plot {
	parcelId: string | null;
	parcelName: string | null;
	geom: string;
}

/** More than this is no plot of a building, square metres. */
const MOST_M2 = 5_000_000;

/**
 * The plot named by its parcel, or drawn.
 * @throws DomainError `value_missing`, `not_found` for an unknown parcel, `geometry_invalid`, `geometry_too_large`.
 */
export async function plotOf(
	db: Tx['db'],
	given: { parcel_id: string | null; parcel: Surface | null; crs: string | number }
): Promise<Plot> {
	if (given.parcel_id !== null) {
		const { rows } =
			await sql<Plot>`select id::text as "parcelId", coalesce(props ->> 'parcel_no', name_ar, source_id) as "parcelName",
			encode(st_asewkb(geom), 'hex') as geom from parcels where id = ${given.parcel_id}::bigint`.execute(db);
		if (!rows[0])
			throw new DomainError('invalid_input', {
				fields: [{ path: 'parcel_id', code: 'permit_parcel_unknown' }]
			});
		return rows[0];
	}
	if (given.parcel === null)
		throw new DomainError('invalid_input', { fields: [{ path: 'parcel', code: 'permit_plot_missing' }] });
	return { parcelId: null, parcelName: null, geom: await surfaceOf(db, given.parcel, given.crs) };
}

/**
 * A drawn surface as hex EWKB in EPSG:22992.
 * @throws DomainError `crs_unknown`, `geometry_invalid` with the place, `geometry_too_large`.
 */
export async function surfaceOf(db: Tx['db'], surface: Surface, crs: string | number): Promise<string> {
	const srid = requireCrs(crs);
	const { rows } = await sql<{
		geom: string;
		valid: boolean;
		reason: string;
		at: [number, number] | null;
		m2: number;
	}>`
		with given as (select st_multi(st_transform(st_setsrid(st_force2d(st_geomfromgeojson(${JSON.stringify(surface)})),
			${srid}::integer), 22992)) as geom)
		select encode(st_asewkb(geom), 'hex') as geom, d.valid, d.reason, st_area(geom) as m2,
			case when d.location is not null then (select array[st_x(c), st_y(c)]
				from st_transform(st_setsrid(d.location, 22992), 4326) c) end as at
		from given, st_isvaliddetail(geom) d`.execute(db);
	const found = rows[0]!;
	if (!found.valid)
		throw new DomainError('geometry_invalid', {
			params: { reason: found.reason },
			...(found.at ? { at: found.at } : {})
		});
	if (!(found.m2 > 0) || found.m2 > MOST_M2)
		throw new DomainError(found.m2 > MOST_M2 ? 'geometry_too_large' : 'geometry_too_small');
	return found.geom;
}

/**
 * The engineering department of a plot: of the units over its district the nearest with a reviewer; else the nearest
 * over the asker's own unit.
 * @throws DomainError `permit_no_department`
 */
export async function departmentOf(ctx: Ctx, geom: string): Promise<string> {
	// Who works where is not shown to applicants.
	const system = makeCtx(ctx.platform, { actor: SYSTEM });
	const { rows } = await system.read((db) =>
		sql<{ id: string }>`
with district as (
	select u.path, 0 as rank, st_area(st_intersection(f.geom, g.geom)) as m2 from (select ${geom}::geometry as geom) g
	join districts f on st_intersects(f.geom, g.geom)
	join unit u on u.kind = 'district' and u.valid
		and (u.code = lower(f.source_id) or ar_norm(u.name_ar) = ar_norm(f.name_ar))
	union all
	-- A district without a department of its own is served by the window that is asked; no other governorate is.
	select ${ctx.actor.unitPath}::text, 1, 0 where ${ctx.actor.unitPath}::text is not null
		and (exists (select from districts f where st_intersects(f.geom, ${geom}::geometry))
			or not exists (select from districts))
)
select u.id::text from district join unit u on starts_with(district.path, u.path)
where exists (select from assignment a join unit held on held.id = a.unit_id where a.role = 'reviewer'
	and starts_with(u.path, held.path) and held.id = u.id
	and cairo_today() >= a.valid_from and (a.valid_to is null or cairo_today() <= a.valid_to))
order by district.rank, district.m2 desc, length(u.path) desc limit 1`.execute(db)
	);
	if (!rows[0]) throw new DomainError('permit_no_department');
	return rows[0].id;
}

/** A parcel that a permit can be asked for. Geometry in EPSG:22992. */
export interface PlotChoice {
	id: string;
	name: string | null;
	area_m2: number;
	geometry: GeoJSON.MultiPolygon;
}

/** A row of the parcels; null where there is none. @throws DomainError `forbidden` */
export async function plotChoice(ctx: Ctx, id: string): Promise<PlotChoice | null> {
	demand(ctx, 'permit:open');
	if (!/^\d{1,18}$/.test(id)) return null;
	return ctx.read(async (db) => {
		const { rows } =
			await sql<PlotChoice>`select id::text, coalesce(props ->> 'parcel_no', name_ar, source_id) as name,
			st_area(geom) as area_m2, st_asgeojson(geom, 3)::jsonb as geometry from parcels where id = ${id}::bigint`.execute(
				db
			);
		return rows[0] ?? null;
	});
}
