import { parseNumber } from '#lib/kernel/numbers.ts';
import { refuse } from '../refuse.ts';
import type { ReadLimits } from '../types.ts';

const DELIMITERS = [',', ';', '\t', '|'];

/** The delimiter that cuts the first lines most evenly; quoted parts do not count. */
export function findDelimiter(text: string, limits: ReadLimits): string {
	const lines = text
		.replace(/"(?:[^"]|"")*"/g, '""')
		.split(/\r\n|\n|\r/)
		.filter((line) => line.trim() !== '');
	// The last line of a sample may be cut.
	const usable = lines.length > 2 ? lines.slice(0, -1).slice(0, 50) : lines;
	let best = ',';
	let bestScore = 0;
	for (const delimiter of DELIMITERS) {
		const counts = usable.map((line) => line.split(delimiter).length - 1);
		const first = counts[0] ?? 0;
		if (first >= limits.fields) refuse('too_large', { what: 'fields', limit: limits.fields });
		const even = counts.filter((count) => count === first).length / counts.length;
		const score = first === 0 ? 0 : even * 100 + Math.min(first, 50);
		if (score > bestScore) [best, bestScore] = [delimiter, score];
	}
	return best;
}

/** Whether the first line names the columns: no number and no shape stands in it. */
export function isHeader(cells: string[]): boolean {
	return cells.every(
		(cell) => parseNumber(cell) === undefined && !/^\s*(SRID=|POINT|LINESTRING|POLYGON|MULTI)/i.test(cell)
	);
}

/** Column names, every one filled and different. */
export function columnNames(cells: string[], header: boolean): string[] {
	const used = new Set<string>();
	return cells.map((cell, index) => {
		const plain = (header ? cell.trim().slice(0, 200) : '') || `column_${index + 1}`;
		let name = plain;
		for (let n = 2; used.has(name); n += 1) name = `${plain}_${n}`;
		used.add(name);
		return name;
	});
}
