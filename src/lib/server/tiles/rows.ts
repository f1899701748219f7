import type { LayerField } from '#lib/kernel/layer.ts';
import { clearColumns, Column } from './columns.ts';
import { Scratch } from './scratch.ts';
import type { LayerWriter } from './layer-writer.ts';
import type { TileGrid } from './wkb.ts';

/** The one row of a tile's statement: count, ids and WKB in base64, and a text for each field. */
export type Gathered = [count: number, ids: string | null, wkb: string | null, ...texts: (string | null)[]];

export type Written = 'whole' | 'too_large' | 'misaligned';

/**
 * Writes a gathered row's features.
 * @returns `too_large` when the tile would pass `maxBytes` (what is written is then of no use), `misaligned` when
 * a value holds the separator, so that the values cannot be told apart.
 */
export function writeRows(
	[, ids, wkb, ...texts]: Gathered,
	fields: readonly LayerField[],
	writer: LayerWriter,
	grid: TileGrid,
	maxBytes: number
): Written {
	if (wkb === null) return 'whole';
	clearColumns();
	const columns = fields.map((field, i) => new Column(field, texts[i] ?? '', i, writer));
	const view = shapeBytes.view(wkb, 'base64');
	const numbers = ids === null ? null : idBytes.view(ids, 'base64');
	for (let offset = 0, row = 0; offset < view.byteLength; row += 8) {
		offset = writer.read(view, offset, grid);
		if (writer.empty) {
			for (const column of columns) column.skip();
			continue;
		}
		for (const column of columns) {
			const place = column.next(writer);
			if (place >= 0) writer.tag(column.key, place);
		}
		if (numbers) writer.write(numbers.getUint32(row), numbers.getUint32(row + 4));
		else writer.write(0, 0);
		if (writer.size > maxBytes) return 'too_large';
	}
	return columns.every((column) => column.ended) ? 'whole' : 'misaligned';
}

const shapeBytes = new Scratch();
const idBytes = new Scratch();
