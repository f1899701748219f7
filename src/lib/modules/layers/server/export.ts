import { open, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import type { Geometry } from 'geojson';
import { z } from 'zod';
import { arNorm } from '#lib/kernel/arabic.ts';
import { LEGAL_SRID, requireCrs, type Srid } from '#lib/kernel/crs.ts';
import { uuidv7 } from '#lib/kernel/ids.ts';
import type { LayerDef } from '#lib/kernel/layer.ts';
import type { Ctx } from '#lib/server/context.ts';
import {
	writeCsv,
	writeGeoJson,
	writeGeoPackage,
	writeShapefile,
	type WriteFeature,
	type WriteOptions
} from '#lib/server/formats/index.ts';
import { fieldsObject, relationOf, valueOf } from './catalogue-columns.ts';
import { readableLayer } from './catalogue.ts';
import { box } from './identify-query.ts';

/** What may be asked of an export; `crs` defaults to WGS84, `q` finds names as the search does. */
export const ExportQuery = z.object({
	format: z.enum(['geojson', 'gpkg', 'shp', 'csv']).default('geojson'),
	bbox: box.optional(),
	q: z.string().max(200).optional(),
	kind: z.string().max(100).optional(),
	crs: z.string().max(100).optional()
});
export type ExportQuery = z.output<typeof ExportQuery>;

export interface Export {
	fileName: string;
	contentType: string;
	/** The file's bytes; leaving it early frees what it holds. */
	content: AsyncGenerator<Buffer, void>;
}

const CONTENT_TYPES = {
	geojson: 'application/geo+json; charset=utf-8',
	csv: 'text/csv; charset=utf-8',
	gpkg: 'application/geopackage+sqlite3',
	shp: 'application/zip'
};

/** Rows read at once: each page is a short read of its own, so an export never holds the database. */
const PAGE = 2000;

/**
 * A layer, or what the filter leaves of it, as a file. GeoJSON and CSV flow as they are read; GeoPackage and
 * Shapefile are written to a temporary file first.
 * @throws DomainError `layer_unknown`, `not_signed_in`, `forbidden`, `crs_unknown`.
 */
export async function exportLayer(
	ctx: Ctx,
	layerId: string,
	query: ExportQuery,
	signal?: AbortSignal
): Promise<Export> {
	const layer = readableLayer(ctx, layerId);
	const srid = query.crs === undefined ? 4326 : requireCrs(query.crs);
	const fields = [
		{ name: 'source', type: 'text' as const },
		{ name: 'source_id', type: 'text' as const },
		...layer.fields.map(({ name, type }) => ({ name, type }))
	];
	const options: WriteOptions = { srid, name: layer.id, fields, signal };
	const features = featuresOf(ctx, layer, query, srid);
	await ctx.transaction((tx) =>
		tx.audit(
			'layer.exported',
			{ type: 'layer', id: layer.id },
			{ format: query.format, q: query.q, kind: query.kind }
		)
	);
	const extension = query.format === 'shp' ? 'zip' : query.format;
	return {
		fileName: `${layer.id}.${extension}`,
		contentType: CONTENT_TYPES[query.format],
		content:
			query.format === 'geojson'
				? writeGeoJson(features, options)
				: query.format === 'csv'
					? writeCsv(features, options)
					: fromFile((file) =>
							query.format === 'gpkg'
								? writeGeoPackage(file, features, { ...options, geometryType: SHAPES[layer.geometry] })
								: writeShapefile(file, features, options)
						)
	};
}

const SHAPES = { point: 'Point', line: 'MultiLineString', polygon: 'MultiPolygon' } as const;

async function* featuresOf(
	ctx: Ctx,
	layer: LayerDef,
	query: ExportQuery,
	srid: Srid
): AsyncGenerator<WriteFeature, void> {
	const place = srid === LEGAL_SRID ? sql`geom` : sql`st_transform(geom, ${srid}::int)`;
	const filter = [
		query.bbox
			? sql`geom_3857 && st_transform(st_makeenvelope(${query.bbox[0]}, ${query.bbox[1]}, ${query.bbox[2]}, ${query.bbox[3]}, 4326), 3857)`
			: sql`true`,
		query.kind === undefined ? sql`true` : sql`kind = ${query.kind}`,
		query.q ? sql`search like ${`%${arNorm(query.q).replace(/[\\%_]/g, '\\$&')}%`}` : sql`true`
	];
	let after = '0';
	for (;;) {
		const { rows } = await ctx.read((db) =>
			sql<{
				id: string;
				source: string;
				source_id: string;
				fields: Record<string, string | null>;
				geometry: Geometry;
			}>`
				select id::text, source, source_id, ${fieldsObject(layer.fields)} as fields,
					st_asgeojson(${place}, ${srid === 4326 ? 8 : 4}::int)::json as geometry
				from ${relationOf(layer)}
				where id > ${after}::bigint and ${sql.join(filter, sql` and `)}
				order by ${relationOf(layer)}.id limit ${PAGE}`.execute(db)
		);
		for (const row of rows) {
			const values = layer.fields.map((f) => [f.name, valueOf(row.fields[f.name], f.type)] as const);
			const { source, source_id } = row;
			yield {
				id: row.id,
				geometry: row.geometry,
				properties: { ...Object.fromEntries(values), source, source_id }
			};
		}
		const last = rows.at(-1);
		if (!last || rows.length < PAGE) return;
		after = last.id;
	}
}

/** Writes a temporary file, gives out its bytes and removes it, also when the reader leaves early. */
async function* fromFile(write: (file: string) => Promise<unknown>): AsyncGenerator<Buffer, void> {
	const file = path.join(os.tmpdir(), `diwan-export-${uuidv7()}`);
	try {
		await write(file);
		const handle = await open(file);
		try {
			for await (const chunk of handle.createReadStream({ autoClose: false })) yield chunk as Buffer;
		} finally {
			await handle.close();
		}
	} finally {
		await rm(file, { force: true });
	}
}
