import { sql } from 'kysely';
import { LEGAL_SRID, type Srid } from '#lib/kernel/crs.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import { reproject, vertexCount } from '#lib/kernel/geometry.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Tx } from '#lib/server/context.ts';
import { KEEP } from '#lib/server/db/statements.ts';
import type { Plot, Surface } from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { demandOnGround } from '../ground.ts';
import { demandWholeSurfaces } from '../whole.ts';

/** A plot, and its geometry as the database takes it (hex EWKB, EPSG:22992). */
export interface PlacedPlot {
	plot: Plot;
	geom: string;
}

/** Square metres and corners that a plot may have. */
const LEAST_M2 = 1;
const MOST_M2 = 10_000_000;
const MOST_CORNERS = 1000;

/**
 * A row of the parcels.
 * @throws DomainError `not_found`
 */
export async function plotById(db: Tx['db'], id: string): Promise<PlacedPlot> {
	const { rows } = await sql<PlotRow>`${KEEP}select id::text, source_id, name_ar, name_en,
			props ->> 'parcel_no' as number, props ->> 'block_no' as basin_ar, props ->> 'block_no_en' as basin_en, st_asgeojson(geom, 6)::jsonb as geometry, geom::text
		from parcels where id = ${/^\d{1,18}$/.test(id) ? id : null}::bigint`.execute(db);
	return placed(rows[0]);
}

/** The plot of a case as it was asked for, by the name its parcel has now. */
export async function plotOfCase(db: Tx['db'], permitId: string): Promise<PlacedPlot> {
	const { rows } =
		await sql<PlotRow>`${KEEP}select p.parcel_id::text as id, g.source_id, g.name_ar, g.name_en,
			coalesce(g.props ->> 'parcel_no', p.parcel_name) as number, g.props ->> 'block_no' as basin_ar,
			g.props ->> 'block_no_en' as basin_en, st_asgeojson(p.geom, 6)::jsonb as geometry, p.geom::text
		from permit p left join parcels g on g.id = p.parcel_id where p.id = ${permitId}::bigint`.execute(db);
	return placed(rows[0]);
}

/**
 * The plot at a place.
 * @param at longitude and latitude, WGS84.
 * @throws DomainError `not_found` where no plot is drawn.
 */
export async function plotAt(db: Tx['db'], at: readonly [number, number]): Promise<PlacedPlot> {
	const { rows } = await sql<PlotRow>`${KEEP}select id::text, source_id, name_ar, name_en,
			props ->> 'parcel_no' as number, props ->> 'block_no' as basin_ar, props ->> 'block_no_en' as basin_en, st_asgeojson(geom, 6)::jsonb as geometry, geom::text
		from parcels where st_intersects(geom, st_transform(st_setsrid(st_makepoint(${at[0]}, ${at[1]}), 4326), 22992))
		order by id limit 1`.execute(db);
	return placed(rows[0]);
}

/**
 * A surface that somebody drew, or typed from a survey sheet.
 * @throws DomainError `geometry_wrong_crs` and its like for a place elsewhere, `geometry_invalid`, `permit_surface_size`,
 * `geometry_too_many_vertices`
 */
export async function plotDrawn(db: Tx['db'], drawn: Surface, srid: Srid): Promise<PlacedPlot> {
	if (vertexCount(drawn) > MOST_CORNERS)
		throw new DomainError('geometry_too_many_vertices', { params: { max: MOST_CORNERS } });
	await demandOnGround(db, drawn, srid);
	const geometry = srid === LEGAL_SRID ? drawn : (reproject(drawn, srid, LEGAL_SRID) as Surface);
	await demandWholeSurfaces(db, [geometry]);
	const { rows } = await sql<{
		geom: string;
		area_m2: number;
	}>`${KEEP}select geom::text, st_area(geom) as area_m2
		from (select st_setsrid(st_geomfromgeojson(${JSON.stringify(geometry)}), 22992) as geom) g`.execute(db);
	const { geom, area_m2 } = rows[0]!;
	if (!(area_m2 >= LEAST_M2 && area_m2 <= MOST_M2))
		throw new DomainError('permit_surface_size', {
			params: { area: Math.round(area_m2 * 100) / 100, least: LEAST_M2, most: MOST_M2 }
		});
	const plot = { id: null, source_id: null, name: null, number: null, basin: null, geometry };
	return { plot, geom };
}

/** The plot of a case that was found. */
export function placedCase({ plot: geometry, geom }: Pick<CaseRow, 'plot' | 'geom'>): PlacedPlot {
	const { type, coordinates } = geometry;
	const plot = { id: null, source_id: null, name: null, number: null, basin: null };
	return { plot: { ...plot, geometry: { type, coordinates } }, geom };
}

interface PlotRow {
	id: string | null;
	source_id: string | null;
	name_ar: string | null;
	name_en: string | null;
	number: string | null;
	basin_ar: string | null;
	basin_en: string | null;
	geometry: Surface;
	geom: string;
}

function placed(row: PlotRow | undefined): PlacedPlot {
	if (!row) throw new DomainError('not_found');
	const { geom, name_ar, name_en, basin_ar, basin_en, ...plot } = row;
	return { plot: { ...plot, name: inBoth(name_ar, name_en), basin: inBoth(basin_ar, basin_en) }, geom };
}

/** In the other language where one is missing. */
export function inBoth(ar: string | null, en: string | null): Bilingual | null {
	const [first, second] = [ar ?? en, en ?? ar];
	return first !== null && second !== null ? { ar: first, en: second } : null;
}
