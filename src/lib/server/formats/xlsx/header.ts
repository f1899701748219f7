import { parseNumber } from '#lib/kernel/numbers.ts';
import { columnNames } from '../csv/dialect.ts';
import type { Merge, SheetRow } from './rows.ts';

/** Rows in which the header is looked for. */
export const HEADER_WITHIN = 40;
const START_WITHIN = 20;
/** A header fills most columns; a title above it does not. */
const MOST = 0.6;

export interface Header {
	/** One for each column from the first on. */
	names: string[];
	/** The last row of the sheet that belongs to it; 0 when the sheet begins with records. */
	lastRow: number;
}

/**
 * Where a sheet's records begin and what their columns are called: below titles and stamps, in one row or in two,
 * where cells merged above stand over several (`المدة`: `من`, `إلى` is `المدة من`, `المدة إلى`).
 */
export function findHeader(first: readonly SheetRow[], merges: readonly Merge[]): Header {
	const columns = Math.max(0, ...first.flatMap(({ cells }) => [...cells.keys()].map((c) => c + 1)));
	const width = ({ row, cells }: SheetRow) =>
		[...cells.keys()].reduce((sum, c) => sum + (mergeAt(merges, row, c)?.columns ?? 1), 0);
	const widest = Math.max(0, ...first.map(({ cells }) => cells.size));
	const at = first
		.slice(0, START_WITHIN)
		.findIndex((r) => isText(r) && r.cells.size >= Math.min(2, widest) && width(r) >= widest * MOST);
	const head = first[at];
	if (head === undefined)
		return {
			names: columnNames(
				Array.from({ length: columns }, () => ''),
				false
			),
			lastRow: 0
		};
	const below = first[at + 1];
	const sub = below && isBelow(head, below, merges) ? below : undefined;
	const cells = Array.from({ length: columns }, (_, c) => {
		const over = merges.find((m) => m.top === head.row && m.left <= c && c <= m.right);
		const top = String(head.cells.get(over?.left ?? c) ?? '').trim();
		const under = String(sub?.cells.get(c) ?? '').trim();
		return oneLine(under && under !== top ? `${top} ${under}` : top);
	});
	return { names: columnNames(cells, true), lastRow: sub?.row ?? head.row };
}

/** The row right below names the parts of what is merged across above it, and nothing else. */
function isBelow(head: SheetRow, below: SheetRow, merges: readonly Merge[]): boolean {
	const across = merges.filter((m) => m.top === head.row && m.bottom === head.row && m.right > m.left);
	return (
		below.row === head.row + 1 &&
		isText(below) &&
		across.length > 0 &&
		[...below.cells.keys()].every(
			(c) => across.some((m) => m.left <= c && c <= m.right) || !head.cells.has(c)
		)
	);
}

function mergeAt(merges: readonly Merge[], row: number, column: number): { columns: number } | undefined {
	const found = merges.find((m) => m.top === row && m.left === column);
	return found && { columns: found.right - found.left + 1 };
}

function isText({ cells }: SheetRow): boolean {
	return [...cells.values()].every(
		(v) => typeof v === 'string' && parseNumber(v) === undefined && !/^\d{4}-\d\d-\d\d/.test(v)
	);
}

function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}
