import { sql, type RawBuilder } from 'kysely';
import type { LayerDef } from '#lib/kernel/layer.ts';
import type { Box } from '#lib/kernel/map-contract.ts';
import { fieldsObject, relationOf } from './catalogue-columns.ts';

/** One feature, or the pieces of one street that lie near each other. Boxes and points in WGS84. */
export interface FoundRow {
	layer: string;
	id: string;
	source_id: string;
	fields: Record<string, string | null>;
	/** Likeness of the query to the best part of the searched text, 0 to 1. */
	inside: number;
	bbox: Box;
	center: [lon: number, lat: number];
	/** Planar metres in EPSG:22992; null for what is not a line. */
	length: number | null;
	pieces: number;
}

/** Rows of one layer that are looked at; far more would only be worse ones. */
const LOOKED_AT = 1200;
/** Pieces of one name no farther apart than this (metres) are one street. */
const TOGETHER = 300;

/**
 * The candidates of a layer for a query, as one parenthesised select. Found through the trigram index: the query
 * stands in the text, or is like a part of it.
 */
export function foundIn(
	layer: LayerDef,
	core: string,
	variants: readonly string[],
	most: number
): RawBuilder<FoundRow> {
	const relation = relationOf(layer);
	const titled = layer.fields.filter((f) => f.tileFrom === 0 || f.name === 'kind' || f.name === 'reference');
	const patterns = [...new Set([core, ...variants])].map((v) => `%${escapeLike(v)}%`);
	const matched = sql`
		select id, source_id, search, ${fieldsObject(titled)} as fields, geom, word_similarity(${core}, search) as inside
		from ${relation}
		where search like any (${patterns}) or ${core} <% search
		order by inside desc, length(search), id
		limit ${LOOKED_AT}`;
	if (layer.geometry !== 'line' || layer.group === 'work')
		return sql<FoundRow>`(
			select ${sql.lit(layer.id)}::text as layer, id::text, source_id, fields, inside, ${place(sql`geom`)},
				${layer.geometry === 'line' ? sql`st_length(geom)` : sql`null::float8`} as length, 1 as pieces
			from (select * from (${matched}) matched limit ${most}) found)`;
	return sql<FoundRow>`(
		with matched as materialized (${matched}),
		names as (select search, max(inside) as inside from matched group by search
			order by inside desc, length(search) limit ${most}),
		pieces as (
			select m.*, st_clusterdbscan(m.geom, ${TOGETHER}, 1) over (partition by m.search) as cluster
			from matched m join names using (search)),
		streets as (
			select search, cluster, max(inside) as inside, st_collect(geom) as geom, sum(st_length(geom)) as length,
				count(*)::int as pieces
			from pieces group by search, cluster order by inside desc, length desc limit ${most * 2})
		select ${sql.lit(layer.id)}::text as layer, near.id::text, near.source_id, near.fields, s.inside,
			${place(sql`s.geom`)}, s.length, s.pieces
		from streets s, lateral (
			select p.id, p.source_id, p.fields from pieces p
			where p.search = s.search and p.cluster = s.cluster
			order by st_distance(p.geom, st_centroid(st_envelope(s.geom))) limit 1) near)`;
}

/** What a person typed means itself, not a pattern. */
export function escapeLike(text: string): string {
	return text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}

function place(geom: RawBuilder<unknown>): RawBuilder<unknown> {
	const box = sql`st_transform(st_envelope(${geom}), 4326)`;
	return sql`array[st_xmin(${box}), st_ymin(${box}), st_xmax(${box}), st_ymax(${box})] as bbox,
			array[st_x(st_centroid(${box})), st_y(st_centroid(${box}))] as center`;
}
