import { sql } from 'kysely';
import type { Geometry } from 'geojson';
import { DomainError } from '#lib/kernel/errors.ts';
import type { LayerDef } from '#lib/kernel/layer.ts';
import type { Box, FeatureRecord } from '#lib/kernel/map-contract.ts';
import type { Ctx } from '#lib/server/context.ts';
import { fieldsObject, recordFields, relationOf, titleOf } from './catalogue-columns.ts';
import { readableLayer } from './catalogue.ts';
import { joinsPieces, wholeStreet } from './identify-street.ts';

/**
 * One feature as the actor may see it: titled fields, planar measures (EPSG:22992), geometry in WGS84.
 * @throws DomainError `layer_unknown`, `not_signed_in`, `forbidden`, `not_found`.
 */
export async function getFeature(ctx: Ctx, layerId: string, id: string): Promise<FeatureRecord> {
	const layer = readableLayer(ctx, layerId);
	const [found, whole] = isKey(id)
		? await ctx.read(async (db) => {
				const { rows } = await select(layer, id).execute(db);
				return [rows[0], rows[0] && joinsPieces(layer) ? await wholeStreet(db, layer, id) : null] as const;
			})
		: [];
	if (!found) throw new DomainError('not_found', { params: { layer: layerId, id } });
	return {
		layer: layer.id,
		id: found.id,
		layerTitle: layer.title,
		title: titleOf(layer, found.fields, found.source_id),
		sourceId: found.source_id,
		fields: recordFields(layer, found.fields),
		bbox: found.bbox,
		length: layer.geometry === 'line' ? found.length : null,
		area: layer.geometry === 'polygon' ? found.area : null,
		updatedAt: new Date(found.updated_at).toISOString(),
		geometry: found.geometry,
		whole: whole ?? null
	};
}

/** A bigint key as text, and nothing else. */
export function isKey(text: string): boolean {
	return /^\d{1,18}$/.test(text);
}

interface Row {
	id: string;
	source_id: string;
	fields: Record<string, string | null>;
	updated_at: string;
	length: number;
	area: number;
	bbox: Box;
	geometry: Geometry;
}

function select(layer: LayerDef, id: string) {
	return sql<Row>`
		select id::text, source_id, ${fieldsObject(layer.fields)} as fields, updated_at,
			st_length(geom) as length, st_area(geom) as area,
			array[st_xmin(degrees), st_ymin(degrees), st_xmax(degrees), st_ymax(degrees)] as bbox,
			st_asgeojson(degrees, 7)::json as geometry
		from (select *, st_transform(geom, 4326) as degrees from ${relationOf(layer)} where id = ${id}::bigint) one`;
}
