import { sql, type Transaction } from 'kysely';
import type { LayerDef } from '#lib/kernel/layer.ts';
import type { FeatureRecord } from '#lib/kernel/map-contract.ts';
import type { DB } from '#lib/server/db/schema.ts';
import { relationOf } from './catalogue-columns.ts';

/** Pieces of one name no farther apart than this (metres) are one street. */
export const TOGETHER = 300;

/** True for lines that come in pieces cut at every crossing, as streets and canals do. */
export function joinsPieces(layer: LayerDef): boolean {
	return layer.geometry === 'line' && (layer.group === 'base' || layer.id === 'street_sections');
}

/** All pieces of a piece's street, as one geometry; null for a nameless one and for one that is all there is. */
export async function wholeStreet(
	db: Transaction<DB>,
	layer: LayerDef,
	id: string
): Promise<FeatureRecord['whole']> {
	const { rows } = await sql<NonNullable<FeatureRecord['whole']>>`
		with me as (
			select id, search from ${relationOf(layer)}
			where id = ${id}::bigint and coalesce(name_ar, name_en, '') <> ''),
		pieces as (
			select f.id, f.geom, st_clusterdbscan(f.geom, ${TOGETHER}, 1) over () as cluster
			from ${relationOf(layer)} f join me on f.search = me.search),
		mine as (
			select count(*)::int as pieces, sum(st_length(geom)) as length, st_transform(st_collect(geom), 4326) as degrees
			from pieces where cluster = (select cluster from pieces join me using (id)))
		select pieces, length, st_asgeojson(st_collectionextract(degrees, 2), 7)::json as geometry,
			array[st_xmin(degrees), st_ymin(degrees), st_xmax(degrees), st_ymax(degrees)] as bbox
		from mine where pieces > 1`.execute(db);
	return rows[0] ?? null;
}
