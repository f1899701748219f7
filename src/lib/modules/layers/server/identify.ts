import { sql, type RawBuilder } from 'kysely';
import type { LayerDef } from '#lib/kernel/layer.ts';
import type { IdentifyHit } from '#lib/kernel/map-contract.ts';
import type { Ctx } from '#lib/server/context.ts';
import { fieldsObject, kindOf, relationOf, titleOf } from './catalogue-columns.ts';
import { readableLayer } from './catalogue.ts';

export interface IdentifyAt {
	/** WGS84. */
	lon: number;
	lat: number;
	/** Zoom of the asking map (256-pixel tiles): decides how far a finger reaches and what it can see. */
	zoom: number;
	/** Reach in pixels. */
	tolerance: number;
	layers: readonly string[];
}

const PER_LAYER = 8;
const MOST = 24;
const ORDER = { point: 0, line: 1, polygon: 2 } as const;

/**
 * What is at a place, of the layers named: points before lines before areas, the smallest area first, then by layer
 * and distance. Features are judged by their true geometry, planar in EPSG:22992.
 * @throws DomainError `layer_unknown`, `not_signed_in`, `forbidden`.
 */
export async function identify(ctx: Ctx, at: IdentifyAt): Promise<IdentifyHit[]> {
	const layers = [...new Set(at.layers)].map((id) => readableLayer(ctx, id));
	const seen = layers.filter((l) => kindsAt(l, at.zoom) !== 'none');
	if (!seen.length) return [];
	const reach = at.tolerance * (156_543.034 / 2 ** at.zoom) * Math.cos((at.lat * Math.PI) / 180);
	const parts = seen.map((layer) => around(layer, at, reach));
	const { rows } = await ctx.read((db) => sql<Row>`${sql.join(parts, sql` union all `)}`.execute(db));
	const byId = new Map(seen.map((l) => [l.id, l]));
	return rows
		.flatMap((row) => {
			const layer = byId.get(row.layer);
			return layer ? [{ row, layer }] : [];
		})
		.sort(
			(a, b) =>
				ORDER[a.layer.geometry] - ORDER[b.layer.geometry] ||
				a.row.area - b.row.area ||
				b.layer.order - a.layer.order ||
				a.row.distance - b.row.distance
		)
		.slice(0, MOST)
		.map(({ row, layer }) => ({
			layer: row.layer,
			id: row.id,
			layerTitle: layer.title,
			title: titleOf(layer, row.fields, row.source_id),
			subtitle: kindOf(layer, row.fields),
			distance: Math.round(row.distance * 100) / 100
		}));
}

interface Row {
	layer: string;
	id: string;
	source_id: string;
	fields: Record<string, string | null>;
	distance: number;
	area: number;
}

function around(layer: LayerDef, { lon, lat, zoom }: IdentifyAt, reach: number): RawBuilder<Row> {
	const kinds = kindsAt(layer, zoom);
	const seen = Array.isArray(kinds) ? sql`and kind = any (${kinds})` : sql``;
	// An area is meant when one stands in it, not beside it.
	const radius = layer.geometry === 'polygon' ? 0 : reach;
	const titled = layer.fields.filter((f) => f.tileFrom === 0 || f.name === 'kind');
	return sql<Row>`(
		select ${sql.lit(layer.id)}::text as layer, id::text, source_id, ${fieldsObject(titled)} as fields,
			st_distance(geom, here) as distance, st_area(geom) as area
		from ${relationOf(layer)},
			lateral (select st_transform(st_setsrid(st_makepoint(${lon}, ${lat}), 4326), 22992) as here) asked
		where st_dwithin(geom, here, ${radius}) ${seen}
		order by distance, area
		limit ${PER_LAYER})`;
}

/** The kinds a map draws at a zoom: all, those named, or none. Its tiles are 512 pixels wide, so one zoom behind. */
function kindsAt({ tiles }: LayerDef, zoom: number): 'all' | 'none' | readonly string[] {
	const z = Math.floor(zoom) - 1;
	if (z < tiles.minZoom) return 'none';
	if (z >= tiles.detailZoom || tiles.low === 'none') return 'all';
	if (tiles.low === 'grid') return 'none';
	return tiles.low.kindsByZoom.findLast(([from]) => from <= z)?.[1] ?? 'none';
}
