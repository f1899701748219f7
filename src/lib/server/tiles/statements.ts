import type { LayerDef } from '#lib/kernel/layer.ts';
import { fieldSql, identifier, tileFields } from './attributes.ts';

/**
 * The SQL of tiles. Each statement answers one row: everything that belongs to a tile in a few long values, which
 * costs the driver a fraction of what thousands of rows would. Its text comes from the layer's definition only; the
 * tile's box and all else are parameters.
 */
export interface StatementOptions {
	/** Zoom: decides which attributes are carried and whether all geometries are thinned out. */
	z: number;
	/** Replace the separator inside values; needed only after a tile's columns did not line up. */
	clean?: boolean;
}

const BOX = 'ST_MakeEnvelope($1::float8, $2::float8, $3::float8, $4::float8, 3857)';

/** Larger geometries (bytes as stored) are thinned out in the database before they travel. */
const LARGE = 4096;

/**
 * Bytes travel as base64: the driver knows text only, and hexadecimal, its way for bytes, costs both sides more
 * (measured: a tenth of the whole tile). What vanished when it was thinned out keeps a place, so that the columns
 * stay aligned.
 */
const WKB = `encode(string_agg(coalesce(ST_AsBinary(g, 'NDR'), '\\x010700000000000000'::bytea), ''::bytea), 'base64')`;
const IDS = `encode(string_agg(int8send(id), ''::bytea), 'base64')`;

/**
 * Single features. Parameters: 1-4 box (EPSG:3857), 5 tolerance in metres, 6 most rows; below the detail zoom also
 * 7 kinds wanted (null = all). Columns: count, ids (8 bytes each) and WKB one after another,
 * both in base64, one text per field.
 */
export function featuresSql(layer: LayerDef, options: StatementOptions): string {
	const low = isLow(layer, options);
	const thin = 'ST_Simplify(geom_3857, $5::float8)';
	const geom = low ? thin : `case when pg_column_size(geom_3857) > ${LARGE} then ${thin} else geom_3857 end`;
	return `select count(*)::int, ${IDS}, ${WKB}${texts(layer, options)}
from (
	select id::int8 as id, ${geom} as g${fields(layer, options)}
	from ${relationAt(layer, options.z)}
	where geom_3857 && ${BOX}${low ? ` and ${kinds(7)}` : ''}
	limit $6) found`;
}

/**
 * Lines that carry the same attributes, joined end to end. Parameters and columns as `featuresSql` below the detail
 * zoom, but there are no ids. The count is of what was joined; when it reaches parameter 6 nothing was.
 */
export function mergedSql(layer: LayerDef, options: StatementOptions): string {
	const names = tileFields(layer, options.z).map((_, i) => `a${i}`);
	return `with found as materialized (
	select geom_3857${fields(layer, options)}
	from ${relationAt(layer, options.z)}
	where geom_3857 && ${BOX} and ${kinds(7)}
	limit $6),
joined as (
	select ${['ST_Simplify(ST_LineMerge(ST_CollectionExtract(ST_Collect(geom_3857), 2)), $5::float8) as g', ...names].join(', ')}
	from found
	where (select count(*) from found) < $6${names.length ? `\n	group by ${names.join(', ')}` : ''})
select (select count(*) from found)::int, null::text, ${WKB}${texts(layer, options)}
from joined`;
}

/**
 * Things per cell from the kept grid. Parameters: 1 layer, 2 level, 3-6 first and last cell in x and in y, 7 how
 * many halvings make a cell of the tile. Columns: x, y and n of the cells, each as one text.
 */
export const GRID_SQL = `select string_agg(x::text, ','), string_agg(y::text, ','), string_agg(n::text, ',')
from (
	select gx >> $7::int as x, gy >> $7::int as y, sum(n) as n
	from layer_grid
	where layer = $1 and level = $2::smallint and gx between $3::int and $4::int and gy between $5::int and $6::int
	group by 1, 2
	having sum(n) > 0) cells`;

/**
 * Things per cell, counted now where the middle of each one's box stands. Parameters: 1-4 box of the tile, 5 width
 * of a cell in metres, 6 cells of a side, 7 kinds wanted (null = all). Columns as `GRID_SQL`.
 */
export function countedSql(layer: LayerDef, { z }: Pick<StatementOptions, 'z'>): string {
	return `select string_agg(x::text, ','), string_agg(y::text, ','), string_agg(n::text, ',')
from (
	select floor(((ST_XMin(geom_3857) + ST_XMax(geom_3857)) / 2 - $1::float8) / $5::float8)::int as x,
		floor(($4::float8 - (ST_YMin(geom_3857) + ST_YMax(geom_3857)) / 2) / $5::float8)::int as y,
		count(*) as n
	from ${relationAt(layer, z)}
	where geom_3857 && ${BOX} and ${kinds(7)}
	group by 1, 2) cells
where x >= 0 and x < $6::int and y >= 0 and y < $6::int`;
}

function relationAt({ relation, afar }: LayerDef, z: number): string {
	return identifier(afar && z < afar.below ? afar.relation : relation);
}

function isLow(layer: LayerDef, { z }: StatementOptions): boolean {
	return z < layer.tiles.detailZoom;
}

function kinds(parameter: number): string {
	return `($${parameter}::text[] is null or kind = any ($${parameter}::text[]))`;
}

function fields(layer: LayerDef, { z, clean }: StatementOptions): string {
	return tileFields(layer, z)
		.map((f, i) => `, ${fieldSql(f, clean)} as a${i}`)
		.join('');
}

function texts(layer: LayerDef, { z }: StatementOptions): string {
	return tileFields(layer, z)
		.map((_, i) => `,\n	string_agg(a${i}, chr(31))`)
		.join('');
}
