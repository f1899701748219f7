import { sql, type RawBuilder } from 'kysely';
import type { LayerDef } from '#lib/kernel/layer.ts';
import type { Box } from '#lib/kernel/map-contract.ts';
import { fieldsObject, relationOf } from './catalogue-columns.ts';
import { joinsPieces, TOGETHER } from './identify-street.ts';

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

/** Rows of one layer that are compared. A query that more answer says too little for any order to be right. */
const LOOKED_AT = 3000;
const KEPT = 600;

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
	// The index knows three letters at a time: a shorter pattern would read it all.
	const long = [...new Set([core, ...variants])].filter((v) => v.length >= 3);
	const patterns = long.map((v) => `%${escapeLike(v)}%`);
	// Only what ranks is read for the many; the rest of a row is fetched for the few that stay.
	const matched = sql`
		select id, search, word_similarity(${core}, search) as inside
		from (
			select id, search from ${relationOf(layer)}
			where search like any (${patterns}::text[]) or ${core} <% search
			limit ${LOOKED_AT}) alike
		order by inside desc, length(search), id
		limit ${KEPT}`;
	return joinsPieces(layer) ? streets(layer, matched, most) : features(layer, matched, most);
}

function features(layer: LayerDef, matched: RawBuilder<unknown>, most: number): RawBuilder<FoundRow> {
	return sql<FoundRow>`(
		select ${sql.lit(layer.id)}::text as layer, f.id::text, f.source_id, ${found(layer)} as fields, m.inside,
			${place(sql`f.geom`)}, ${layer.geometry === 'line' ? sql`st_length(f.geom)` : sql`null::float8`} as length,
			1 as pieces
		from (select * from (${matched}) best limit ${most}) m
		join ${relationOf(layer)} f on f.id = m.id)`;
}

/** Whether what a layer shows is called by a reference. */
export const hasReferences = (layer: LayerDef): boolean =>
	layer.fields.some((f) => f.name === 'reference' && f.column === 'source_id');

/** What of a layer has a reference, as the register writes it. */
export function referredIn(layer: LayerDef, reference: string): RawBuilder<FoundRow> {
	return sql<FoundRow>`(
		select ${sql.lit(layer.id)}::text as layer, f.id::text, f.source_id, ${found(layer)} as fields, 1::real as inside,
			${place(sql`f.geom`)}, null::float8 as length, 1 as pieces
		from ${relationOf(layer)} f where f.source_id = ${reference} limit 2)`;
}

/** Pieces of the same name that lie together are one hit, represented by the piece nearest to the middle. */
function streets(layer: LayerDef, matched: RawBuilder<unknown>, most: number): RawBuilder<FoundRow> {
	return sql<FoundRow>`(
		with matched as materialized (${matched}),
		names as (
			select search, max(inside) as inside from matched group by search
			order by inside desc, length(search) limit ${most}),
		pieces as (
			select f.id, f.geom, m.search, m.inside,
				st_clusterdbscan(f.geom, ${TOGETHER}, 1) over (partition by m.search) as cluster
			from matched m join names using (search) join ${relationOf(layer)} f on f.id = m.id),
		joined as (
			select search, cluster, max(inside) as inside, st_collect(geom) as geom, sum(st_length(geom)) as length,
				count(*)::int as pieces
			from pieces group by search, cluster order by inside desc, length desc limit ${most * 2})
		select ${sql.lit(layer.id)}::text as layer, f.id::text, f.source_id, ${found(layer)} as fields, s.inside,
			${place(sql`s.geom`)}, s.length, s.pieces
		from joined s,
			lateral (
				select p.id from pieces p where p.search = s.search and p.cluster = s.cluster
				order by st_distance(p.geom, st_centroid(st_envelope(s.geom))) limit 1) near
		join ${relationOf(layer)} f on f.id = near.id)`;
}

/** What a hit is named and told apart by. */
function found(layer: LayerDef): RawBuilder<Record<string, string | null>> {
	const shown = layer.fields.filter((f) => f.tileFrom === 0 || FOUND_BY.includes(f.name));
	return fieldsObject(shown);
}

/** Fields that are searched besides the names in every tile. */
const FOUND_BY = ['kind', 'reference', 'alt_name', 'old_name', 'parcel_no', 'block_no'];

/** What a person typed means itself, not a pattern. */
export function escapeLike(text: string): string {
	return text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}

function place(geom: RawBuilder<unknown>): RawBuilder<unknown> {
	const box = sql`st_transform(st_envelope(${geom}), 4326)`;
	return sql`array[st_xmin(${box}), st_ymin(${box}), st_xmax(${box}), st_ymax(${box})] as bbox,
			array[st_x(st_centroid(${box})), st_y(st_centroid(${box}))] as center`;
}
