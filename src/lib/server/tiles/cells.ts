import type { TileAddress } from './address.ts';
import { tileWidth } from './address.ts';
import { EXTENT, type LayerWriter } from './layer-writer.ts';

/** Cells along a tile's side in aggregated tiles. */
export const CELLS = 64;
/** Levels at which the database keeps counts: a cell of level L is 1/64 of a tile of zoom L. */
const COARSEST = 6;
const FINEST = 14;

/** The columns of a grid statement. */
export type Cells = [x: string | null, y: string | null, n: string | null];

/** What an aggregated tile says of itself: too low a zoom for single features, or too many of them here. */
export type Aggregate = 'overview' | 'dense';

/** Parameters 2-7 of `GRID_SQL` for a tile, or undefined when its cells are finer than the kept ones. */
export function keptCells({ z, x, y }: TileAddress): number[] | undefined {
	if (z > FINEST) return undefined;
	const level = Math.max(COARSEST, z + (z % 2));
	const halvings = level - z;
	const side = CELLS * 2 ** halvings;
	return [level, x * side, (x + 1) * side - 1, y * side, (y + 1) * side - 1, halvings];
}

/** Width of a tile's cell in metres of EPSG:3857. */
export function cellWidth(z: number): number {
	return tileWidth(z) / CELLS;
}

/**
 * Writes counts as squares with the attributes `n` (how many things) and `aggregate` (why they are counted).
 * @param origin the cell at the tile's corner, as the statement numbers them.
 */
export function writeCells(
	[xs, ys, ns]: Cells,
	origin: { x: number; y: number },
	why: Aggregate,
	writer: LayerWriter
): void {
	if (xs === null || ys === null || ns === null) return;
	const unit = EXTENT / CELLS;
	const x = xs.split(',');
	const y = ys.split(',');
	const n = ns.split(',');
	const count = writer.keys.place('n');
	const aggregate = writer.keys.place('aggregate');
	const reason = writer.values.place(why);
	for (let i = 0; i < n.length; i++) {
		writer.square((Number(x[i]) - origin.x) * unit, (Number(y[i]) - origin.y) * unit, unit);
		writer.tag(count, writer.values.place(Number(n[i])));
		writer.tag(aggregate, reason);
		writer.write(0, 0);
	}
}
