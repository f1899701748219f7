import { parseNumber } from '#lib/kernel/numbers.ts';
import { cleanGeometry, type Cleaned } from '../geometry/clean.ts';
import { readWkt } from '../geometry/wkt-read.ts';
import { problem } from '../refuse.ts';
import type { GeometryColumns, ReadLimits } from '../types.ts';

/** The place that a table's record names in its columns; `cell` gives a column's text. */
export function placeOf(
	columns: GeometryColumns,
	cell: (name: string) => string,
	limits: ReadLimits
): Cleaned {
	if ('wkt' in columns) {
		const text = cell(columns.wkt);
		if (text === '') return { geometry: null };
		const read = readWkt(text, limits);
		return read.problem ? { problem: read.problem } : cleanGeometry(read.geometry, limits);
	}
	const texts = [cell(columns.x), cell(columns.y)];
	if (texts.every((t) => t === '')) return { geometry: null };
	const [x, y] = texts.map(parseNumber);
	if (x === undefined || y === undefined)
		return { problem: problem('coordinate_unreadable', { text: texts.join(' ; ').slice(0, 60) }) };
	return cleanGeometry({ type: 'Point', coordinates: [x, y] }, limits);
}
