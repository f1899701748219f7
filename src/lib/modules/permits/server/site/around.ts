import { sql } from 'kysely';
import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Tx } from '#lib/server/context.ts';
import { KEEP } from '#lib/server/db/statements.ts';
import type { StreetSpace, Surface, Thing, UtilityHere, ZoneHere } from '../../rules/index.ts';
import { CEILINGS, CORDON } from './layers.ts';

/** Metres around a plot: what is drawn and measured lies within them; what a wall could meet is nearer. */
const REACH = { drawn: 200, streets: 60, fronts: 1, neighbours: 15, utilities: 30 };
/** More would not be a plot's surroundings any more. */
const MOST = 200;

/** What lies around a plot, out of the layers. Planar metres, EPSG:22992; what reaches farther is cut off. */
export interface Around {
	streets: StreetSpace[];
	neighbours: Thing<Surface>[];
	/** Those in force on the day first, then by what they have of the plot. */
	zones: (ZoneHere & { props: Record<string, unknown>; in_force: boolean })[];
	/** Cordon, ceilings and restrictions, with the attributes of their rows. */
	constraints: (Thing & { name_en: string | null; props: Record<string, unknown> })[];
	utilities: UtilityHere[];
	violations: { id: string; kind: string }[];
}

/**
 * Reads it all in one statement, each part by the index on its place.
 * @param geom the plot as hex EWKB, EPSG:22992.
 */
export async function aroundPlot(
	db: Tx['db'],
	{ geom, id, source_id }: { geom: string; id: string | null; source_id: string | null },
	{ on, utilities }: { on: CivilDate; utilities: boolean }
): Promise<Around> {
	const plot = sql`${geom}::geometry`;
	const box = sql`st_expand(${plot}, ${sql.lit(REACH.drawn)})`;
	const cut = sql`case when g.geom @ ${box} then g.geom else st_collectionextract(st_intersection(g.geom, ${box}), 3) end`;
	const json = sql`st_asgeojson(geom, 6, 0)::jsonb`;
	const { rows } = await sql<Around>`${KEEP}select
	(select coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name, 'right_of_way', ${json}) order by id), '[]') from (
		-- The pieces of one street are one ground; a piece without a name is a street of its own.
		select min(g.id)::text as id, g.name_ar as name, st_union(${cut}) as geom
		from right_of_way g where g.geom && ${box} and st_intersects(g.geom, ${box})
			-- Streets before the plot as far as they are drawn, others only where they are near.
			and (st_dwithin(g.geom, ${plot}, ${sql.lit(REACH.streets)}) or g.name_ar = any (array(
				select n.name_ar from right_of_way n where st_dwithin(n.geom, ${plot}, ${sql.lit(REACH.fronts)}))))
		group by g.name_ar, case when coalesce(btrim(g.name_ar), '') = '' then g.id end) street where not st_isempty(geom)) as streets,
	(select coalesce(jsonb_agg(jsonb_build_object('id', id, 'kind', 'parcel', 'name', name, 'geometry', ${json})), '[]') from (
		select g.id::text as id, coalesce(g.props ->> 'parcel_no', g.name_ar) as name, g.geom
		from parcels g where st_dwithin(g.geom, ${plot}, ${sql.lit(REACH.neighbours)})
			and g.id is distinct from ${id}::bigint
			-- A plot drawn anew lies on the one that stands in the layer: that is itself, not its neighbour.
			and (${id}::bigint is not null or st_area(st_intersection(g.geom, ${plot})) <= 0.5 * least(st_area(g.geom), st_area(${plot})))
		order by st_distance(g.geom, ${plot}), g.id limit ${sql.lit(MOST)}) neighbour) as neighbours,
	(select coalesce(jsonb_agg(to_jsonb(zone) order by in_force desc, covers_m2 desc, id), '[]') from (
		select g.id::text as id, jsonb_build_object('ar', coalesce(g.name_ar, g.name_en, ''), 'en', coalesce(g.name_en, g.name_ar, '')) as name,
			g.kind, g.props ->> 'code' as code, g.props, st_area(st_intersection(g.geom, ${plot})) as covers_m2,
			coalesce(nullif(g.props ->> 'valid_from', ''), '0001-01-01') <= ${on}
				and coalesce(nullif(g.props ->> 'valid_to', ''), '9999-12-31') >= ${on} as in_force
		from zones g where st_intersects(g.geom, ${plot})) zone where covers_m2 > 0.01) as zones,
	(select coalesce(jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'name', name_ar, 'name_en', name_en, 'props', props, 'geometry', ${json}) order by id), '[]') from (
		select g.id::text as id, coalesce(g.kind, '') as kind, g.name_ar, g.name_en, g.props, ${cut} as geom
		from constraints g where g.geom && ${box} and st_intersects(g.geom, ${box})
		order by st_distance(g.geom, ${plot}), g.id limit ${sql.lit(MOST)}) near where not st_isempty(geom)) as constraints,
	(select coalesce(jsonb_agg(jsonb_build_object('id', layer || '/' || id, 'kind', layer, 'name', name_ar,
			'diameter_mm', diameter_mm, 'depth_m', depth_m, 'geometry', ${json}) order by layer, id), '[]') from (
		select layer, g.id, g.name_ar, ${number('diameter_mm')} as diameter_mm, ${number('depth_m')} as depth_m,
			st_intersection(g.geom, st_expand(${plot}, ${sql.lit(REACH.utilities)})) as geom
		from (${NETWORKS}) g where ${utilities}::boolean and st_dwithin(g.geom, ${plot}, ${sql.lit(REACH.utilities)})
		order by layer, g.id limit ${sql.lit(MOST)}) near where not st_isempty(geom)) as utilities,
	(select coalesce(jsonb_agg(jsonb_build_object('id', id, 'kind', kind) order by id), '[]') from (
		-- Written down for the plot, or drawn on it.
		select g.id::text as id, coalesce(g.kind, 'violation') as kind from violations g
		where coalesce(g.props ->> 'state', 'open') <> 'closed' and (g.props ->> 'parcel' = ${source_id}
			or (g.geom && ${plot} and st_area(st_intersection(g.geom, ${plot})) > 0.01))) open) as violations`.execute(
		db
	);
	return rows[0]!;
}

/** An attribute as a number; null where it is none. */
function number(name: string) {
	const value = sql`g.props ->> ${sql.lit(name)}`;
	return sql`case when ${value} ~ '^\\d{1,6}(\\.\\d{1,6})?$' then (${value})::float8 end`;
}

const NETWORKS = sql.join(
	['water', 'sewage', 'gas', 'power', 'telecom'].map(
		(network) =>
			sql`select ${sql.lit(network)} as layer, id, name_ar, props, geom from ${sql.table(`utilities_${network}`)}`
	),
	sql` union all `
);

export const isCeiling = (kind: string): boolean => CEILINGS.some((known) => known === kind);
export const isCordon = (kind: string): boolean => kind === CORDON;
