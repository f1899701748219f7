import type { SegmentGrid } from './types.ts';

/** Metres of a cell. */
const CELL = 60;
/** However wide the ground, no more cells than this. */
const MOST_CELLS = 4_000_000;

/** Sorts the segments of lines into cells. Line l has the points `first[l]` to `first[l + 1]` of `shape`. */
export function segmentGrid(first: Int32Array, shape: Float64Array): SegmentGrid {
	let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
	for (let i = 0; i < shape.length; i += 2) {
		minX = Math.min(minX, shape[i]!);
		maxX = Math.max(maxX, shape[i]!);
		minY = Math.min(minY, shape[i + 1]!);
		maxY = Math.max(maxY, shape[i + 1]!);
	}
	if (!shape.length) [minX, minY, maxX, maxY] = [0, 0, 0, 0];
	const cell = Math.max(CELL, Math.sqrt(((maxX - minX) * (maxY - minY)) / MOST_CELLS));
	const columns = Math.floor((maxX - minX) / cell) + 1;
	const rows = Math.floor((maxY - minY) / cell) + 1;
	const lines = first.length - 1;
	const count = Math.max(0, shape.length / 2 - lines);
	const grid: SegmentGrid = {
		cell,
		minX,
		minY,
		columns,
		rows,
		first: new Int32Array(columns * rows + 1),
		segments: new Int32Array(0),
		from: new Int32Array(count),
		edge: new Int32Array(count)
	};
	let s = 0;
	for (let line = 0; line < lines; line++)
		for (let p = first[line]!; p < first[line + 1]! - 1; p++, s++) {
			grid.from[s] = p;
			grid.edge[s] = line;
		}
	const each = (visit: (cell: number, segment: number) => void) => {
		for (let i = 0; i < s; i++) {
			const p = 2 * grid.from[i]!;
			cellsOf(grid, shape[p]!, shape[p + 1]!, shape[p + 2]!, shape[p + 3]!, 0, (c) => visit(c, i));
		}
	};
	each((c) => grid.first[c + 1]!++);
	for (let c = 0; c < columns * rows; c++) grid.first[c + 1]! += grid.first[c]!;
	grid.segments = new Int32Array(grid.first[columns * rows]!);
	const at = grid.first.slice(0, -1);
	each((c, i) => (grid.segments[at[c]!++] = i));
	return grid;
}

/** The segments that may come within `reach` metres of the box from (ax, ay) to (bx, by); some may come twice. */
export function segmentsNear(
	grid: SegmentGrid,
	[ax, ay, bx, by]: readonly [number, number, number, number],
	reach: number,
	visit: (segment: number) => void
): void {
	cellsOf(grid, ax, ay, bx, by, reach, (c) => {
		for (let i = grid.first[c]!; i < grid.first[c + 1]!; i++) visit(grid.segments[i]!);
	});
}

function cellsOf(
	{ cell, minX, minY, columns, rows }: SegmentGrid,
	ax: number,
	ay: number,
	bx: number,
	by: number,
	reach: number,
	visit: (cell: number) => void
): void {
	const column = (x: number) => Math.floor((x - minX) / cell);
	const row = (y: number) => Math.floor((y - minY) / cell);
	const [left, right] = [Math.max(0, column(Math.min(ax, bx) - reach)), column(Math.max(ax, bx) + reach)];
	const [low, high] = [Math.max(0, row(Math.min(ay, by) - reach)), row(Math.max(ay, by) + reach)];
	for (let r = low; r <= Math.min(high, rows - 1); r++)
		for (let c = left; c <= Math.min(right, columns - 1); c++) visit(r * columns + c);
}
