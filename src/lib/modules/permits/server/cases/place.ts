import { sql } from 'kysely';
import { requireCrs } from '#lib/kernel/crs.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import type { Surface } from '../../rules/index.ts';
import { demandInEgypt, demandOnGround } from '../ground.ts';

/** Where a case lies, as its row takes it. Geometry as hex EWKB in EPSG:22992. */
export interface Plot {
	parcelId: string | null;
	parcelName: string | null;
	geom: string;
}

/** Less than a kiosk, or more than this, is no plot and no outline of a building; square metres. */
const LEAST_M2 = 1;
const MOST_M2 = 5_000_000;

/**
 * The plot named by its parcel, or drawn.
 * @throws DomainError `invalid_input` for an unknown parcel or none, `geometry_*` with what is wrong and where.
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
	await demandOnGround(db, given.parcel, requireCrs(given.crs));
	return { parcelId: null, parcelName: null, geom: await surfaceOf(db, given.parcel, given.crs) };
}

/**
 * A drawn surface as hex EWKB in EPSG:22992.
 * @throws DomainError `crs_unknown`, `geometry_wrong_crs` and its like for a place elsewhere, `geometry_invalid` with the
 * place, `permit_surface_size`.
 */
export async function surfaceOf(db: Tx['db'], surface: Surface, crs: string | number): Promise<string> {
	const srid = requireCrs(crs);
	demandInEgypt(surface, srid);
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
	if (!(found.m2 >= LEAST_M2 && found.m2 <= MOST_M2))
		throw new DomainError('permit_surface_size', {
			params: { area: Math.round(found.m2 * 100) / 100, least: LEAST_M2, most: MOST_M2 }
		});
	return found.geom;
}

/** A parcel that a permit can be asked for. Geometry in EPSG:22992. */
export interface PlotChoice {
	id: string;
	name: string | null;
	block: Bilingual | null;
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
			case when props ->> 'block_no' <> '' then jsonb_build_object('ar', props ->> 'block_no',
				'en', coalesce(props ->> 'block_no_en', props ->> 'block_no')) end as block,
			st_area(geom) as area_m2, st_asgeojson(geom, 3)::jsonb as geometry from parcels where id = ${id}::bigint`.execute(
				db
			);
		return rows[0] ?? null;
	});
}
