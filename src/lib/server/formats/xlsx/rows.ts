import { refuse } from '../refuse.ts';
import { xmlRecords } from '../xml/events.ts';
import type { ReadLimits } from '../types.ts';
import { serialDay } from './days.ts';
import type { Sheet, Workbook } from './workbook.ts';

export type CellValue = string | number | boolean;

/** A row that has something in it: its number in the sheet, and its cells by column, the first being 0. */
export interface SheetRow {
	row: number;
	cells: Map<number, CellValue>;
}

/** Cells shown as one. Rows from 1, columns from 0, all included. */
export interface Merge {
	top: number;
	left: number;
	bottom: number;
	right: number;
}

/** What the format allows. */
const COLUMNS = 16_384;
const MERGES = 10_000;

/**
 * The rows of a sheet as they stream by; formulas as what they last gave. Cells are counted, with or without
 * content.
 * @param merges filled on the way; they stand behind the rows.
 */
export function sheetRows(
	{ part }: Sheet,
	{ strings, days, from1904 }: Workbook,
	limits: ReadLimits,
	merges?: Merge[]
): AsyncGenerator<SheetRow, void> {
	let done: SheetRow[] = [];
	let current: SheetRow = { row: 0, cells: new Map() };
	let cell = { column: -1, type: 'n', style: 0, text: '' };
	let count = 0;
	const handler = {
		open(name: string, a: Record<string, string>) {
			if (name === 'row') {
				current = { row: Number(a['r']) || current.row + 1, cells: new Map() };
				cell.column = -1;
			}
			if (name === 'c') {
				if ((count += 1) > limits.cells) refuse('too_large', { what: 'cells', limit: limits.cells });
				const column = a['r'] === undefined ? cell.column + 1 : columnOf(a['r']);
				cell = { column, type: a['t'] ?? 'n', style: Number(a['s'] ?? 0), text: '' };
			}
			if (name === 'mergeCell' && merges && merges.length < MERGES) merges.push(...mergeOf(a['ref'] ?? ''));
		},
		close(name: string, text: string) {
			if (name === 'v') cell.text = text;
			// Rich texts come in pieces.
			if (name === 't') cell.text += cell.text && text ? ` ${text}` : text;
			if (name === 'c') {
				const value = valueOf();
				if (value !== undefined && value !== '') current.cells.set(cell.column, value);
			}
			if (name === 'row' && current.cells.size > 0) done.push(current);
		},
		take() {
			const rows = done;
			done = [];
			return rows;
		}
	};
	function valueOf(): CellValue | undefined {
		const { type, style, text } = cell;
		if (text === '') return undefined;
		if (type === 's')
			return (
				strings[Number(text)] ?? refuse('file_unreadable', { reason: 'shared_string', row: current.row })
			);
		if (type === 'b') return text === '1';
		// Texts, days as texts, and what a formula failed with (#REF!), which is to be seen.
		if (type !== 'n') return text;
		const number = Number(text);
		if (!Number.isFinite(number)) return text;
		return (days[style] ? serialDay(number, from1904) : undefined) ?? number;
	}
	return xmlRecords(part, 'utf-8', limits, handler);
}

/** `C12` is 2. */
function columnOf(reference: string): number {
	const letters = /^([A-Z]{1,3})\d{0,7}$/.exec(reference)?.[1] ?? '';
	let column = 0;
	for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
	if (column < 1 || column > COLUMNS)
		refuse('file_unreadable', { reason: 'cell', name: reference.slice(0, 20) });
	return column - 1;
}

function mergeOf(reference: string): Merge[] {
	const [from = '', to = ''] = reference.split(':');
	const rowOf = (cell: string) => Number(/\d+$/.exec(cell)?.[0]);
	if (!rowOf(from) || !rowOf(to)) return [];
	return [{ top: rowOf(from), left: columnOf(from), bottom: rowOf(to), right: columnOf(to) }];
}
