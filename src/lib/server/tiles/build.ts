import { createHash } from 'node:crypto';
import type { LayerDef } from '#lib/kernel/layer.ts';
import { tileBox, tileWidth, type TileAddress } from './address.ts';
import { tileFields } from './attributes.ts';
import { cellWidth, CELLS, keptCells, writeCells, type Aggregate, type Cells } from './cells.ts';
import { BUFFER, EXTENT, gridOf, LayerWriter } from './layer-writer.ts';
import { writeRows, type Gathered, type Written } from './rows.ts';
import { countedSql, featuresSql, GRID_SQL, mergedSql, type StatementOptions } from './statements.ts';

/** The part of a `pg` pool that tiles need. */
export interface TileDatabase {
	query(config: { name?: string; text: string; values: unknown[]; rowMode: 'array' }): Promise<{
		rows: unknown[][];
	}>;
}

export interface TileSource {
	pool: TileDatabase;
	/** Prepared statements save planning on a real server; the embedded one shares them among all connections. */
	prepare: boolean;
	/** Past either a tile shows counts instead of features (defaults 500,000 bytes and 20,000 features). */
	maxBytes?: number;
	maxFeatures?: number;
}

export interface BuiltTile {
	/** MVT; empty when nothing is there. */
	data: Buffer;
	features: number;
	/** Present when the tile shows counts per cell instead of the features. */
	aggregate?: Aggregate;
}

/** Tolerances in tile units: below the detail zoom about half a pixel; large geometries lose what is not seen. */
const LOW_TOLERANCE = 4;
const FINE_TOLERANCE = 0.5;

/**
 * Builds a layer's tile from the database: the features themselves from the detail zoom on, below it what the
 * layer's definition says (nothing, counts per cell, or only some kinds, lines joined). A tile that would be too
 * large shows counts per cell and says so (`aggregate: 'dense'`); nothing is left out silently.
 */
export async function buildTile(
	source: TileSource,
	layer: LayerDef,
	address: TileAddress
): Promise<BuiltTile> {
	const { low, detailZoom, minZoom } = layer.tiles;
	if (address.z < minZoom) return NOTHING;
	if (address.z >= detailZoom) return buildFeatures(source, layer, address, null);
	if (low === 'none') return NOTHING;
	if (low === 'grid') return buildCells(source, layer, address, 'overview', null);
	const kinds = low.kindsByZoom.filter(([from]) => from <= address.z).at(-1)?.[1];
	return kinds ? buildFeatures(source, layer, address, kinds) : NOTHING;
}

const NOTHING: BuiltTile = { data: Buffer.alloc(0), features: 0 };

async function buildFeatures(
	source: TileSource,
	layer: LayerDef,
	address: TileAddress,
	kinds: readonly string[] | null
): Promise<BuiltTile> {
	const maxRows = (source.maxFeatures ?? 20_000) + 1;
	const low = address.z < layer.tiles.detailZoom;
	const unit = tileWidth(address.z) / EXTENT;
	const values: unknown[] = [
		...tileBox(address, BUFFER / EXTENT),
		unit * (low ? LOW_TOLERANCE : FINE_TOLERANCE),
		maxRows
	];
	if (low) values.push(kinds);
	const statement = low && layer.geometry === 'line' ? mergedSql : featuresSql;
	for (const clean of [false, true]) {
		const row = (await run(source, prepared(statement, layer, { z: address.z, clean }), values)) as Gathered;
		if (row[0] >= maxRows) break;
		const tile = write(row, layer, address, source.maxBytes ?? 500_000);
		if (typeof tile === 'object') return tile;
		if (tile === 'too_large') break;
	}
	return buildCells(source, layer, address, 'dense', kinds);
}

/** One writer serves all tiles: writing never pauses, and its memory is worth keeping. */
const writer = new LayerWriter();

function write(row: Gathered, layer: LayerDef, address: TileAddress, maxBytes: number): BuiltTile | Written {
	writer.clear();
	const fields = tileFields(layer, address.z);
	const written = writeRows(row, fields, writer, gridOf(address), maxBytes);
	if (written !== 'whole') return written;
	return { data: writer.finish(layer.id), features: writer.features };
}

async function buildCells(
	source: TileSource,
	layer: LayerDef,
	address: TileAddress,
	aggregate: Aggregate,
	kinds: readonly string[] | null
): Promise<BuiltTile> {
	const kept = layer.tiles.low === 'grid' ? keptCells(address) : undefined;
	const cells = await (kept
		? run(source, GRID, [layer.id, ...kept])
		: run(source, named(countedSql(layer, address)), [
				...tileBox(address),
				cellWidth(address.z),
				CELLS,
				kinds
			]));
	writer.clear();
	const origin = kept ? { x: address.x * CELLS, y: address.y * CELLS } : { x: 0, y: 0 };
	writeCells(cells as Cells, origin, aggregate, writer);
	return { data: writer.finish(layer.id), features: writer.features, aggregate };
}

/** A statement with the name under which a server keeps its plan. */
interface Statement {
	name: string;
	text: string;
}

async function run(source: TileSource, { name, text }: Statement, values: unknown[]): Promise<unknown[]> {
	const query = { name: source.prepare ? name : undefined, text, values, rowMode: 'array' as const };
	const { rows } = await source.pool.query(query);
	return rows[0]!;
}

function named(text: string): Statement {
	return { name: `tile_${createHash('sha256').update(text).digest('hex').slice(0, 16)}`, text };
}

const GRID = named(GRID_SQL);
const statements = new WeakMap<LayerDef, Map<string, Statement>>();

/** A layer's statement of a zoom: writing its text anew for each tile would cost as much as sending it. */
function prepared(
	write: (layer: LayerDef, options: StatementOptions) => string,
	layer: LayerDef,
	options: StatementOptions
): Statement {
	let ofLayer = statements.get(layer);
	if (!ofLayer) statements.set(layer, (ofLayer = new Map()));
	const key = `${options.z} ${options.clean}`;
	let statement = ofLayer.get(key);
	if (!statement) ofLayer.set(key, (statement = named(write(layer, options))));
	return statement;
}
