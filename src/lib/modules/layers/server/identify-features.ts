import { sql } from 'kysely';
import type { Feature, FeatureCollection, Geometry } from 'geojson';
import { DomainError } from '#lib/kernel/errors.ts';
import type { LayerDef } from '#lib/kernel/layer.ts';
import type { Box } from '#lib/kernel/map-contract.ts';
import type { Ctx } from '#lib/server/context.ts';
import { fieldsObject, relationOf, valueOf } from './catalogue-columns.ts';
import { readableLayer } from './catalogue.ts';
import { isKey } from './identify-record.ts';

export interface ListFeatures {
	/** WGS84. */
	bbox?: Box;
	/** At most 5,000. */
	limit: number;
	/** The `next` of the page before. */
	cursor?: string;
}

export interface FeaturePage {
	features: FeatureCollection;
	/** Opaque; null on the last page. */
	next: string | null;
}

/**
 * A layer's features in key order, page by page, as GeoJSON in WGS84.
 * @throws DomainError `layer_unknown`, `not_signed_in`, `forbidden`, `bad_request` for a cursor that is none.
 */
export async function listFeatures(ctx: Ctx, layerId: string, wanted: ListFeatures): Promise<FeaturePage> {
	const layer = readableLayer(ctx, layerId);
	const after = readCursor(wanted.cursor);
	const { rows } = await ctx.read((db) => select(layer, wanted, after).execute(db));
	const page = rows.slice(0, wanted.limit);
	const last = page.at(-1);
	return {
		features: { type: 'FeatureCollection', features: page.map((row) => asFeature(layer, row)) },
		next: rows.length > wanted.limit && last ? Buffer.from(last.id).toString('base64url') : null
	};
}

interface Row {
	id: string;
	fields: Record<string, string | null>;
	geometry: Geometry;
}

function select(layer: LayerDef, { bbox, limit }: ListFeatures, after: string) {
	const inside = bbox
		? sql`and geom_3857 && st_transform(st_makeenvelope(${bbox[0]}, ${bbox[1]}, ${bbox[2]}, ${bbox[3]}, 4326), 3857)`
		: sql``;
	return sql<Row>`
		select id::text, ${fieldsObject(layer.fields)} as fields, st_asgeojson(st_transform(geom, 4326), 7)::json as geometry
		from ${relationOf(layer)}
		where id > ${after}::bigint ${inside}
		order by ${relationOf(layer)}.id
		limit ${limit + 1}`;
}

function asFeature(layer: LayerDef, row: Row): Feature {
	const properties = Object.fromEntries(
		layer.fields.map((f) => [f.name, valueOf(row.fields[f.name], f.type)] as const)
	);
	return { type: 'Feature', id: row.id, properties, geometry: row.geometry };
}

function readCursor(cursor: string | undefined): string {
	if (cursor === undefined) return '0';
	const id = Buffer.from(cursor, 'base64url').toString();
	if (!isKey(id)) throw new DomainError('bad_request', { params: { reason: 'cursor' } });
	return id;
}
