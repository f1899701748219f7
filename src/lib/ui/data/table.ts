import type { Snippet } from 'svelte';

export type CellValue = string | number | bigint | Date | boolean | null | undefined;

/** One column of a table, and one line of its card on phones. */
export interface Column<Row> {
	id: string;
	title: string;
	/** What it sorts by, and shows unless `cell` draws it. */
	value: (row: Row) => CellValue;
	cell?: Snippet<[Row]>;
	/** Names the row: its link, its card's title; cannot be hidden. Exactly one column. */
	lead?: boolean;
	/** Figures, aligned at the end. */
	numeric?: boolean;
	/** A reference, phone or plate: isolated left to right. */
	ltr?: boolean;
	/** With its characters as they are: something to be typed or compared letter by letter. */
	verbatim?: boolean;
	/** CSS width; without it columns share what is left. */
	width?: string;
	sortable?: boolean;
}

export interface Sort {
	id: string;
	descending: boolean;
}

/** A sorted copy; rows without a value come last in both directions. */
export function sortRows<Row>(
	rows: readonly Row[],
	columns: readonly Column<Row>[],
	sort: Sort | null,
	locale: string
): readonly Row[] {
	const column = columns.find((c) => c.id === sort?.id);
	if (!sort || !column) return rows;
	const collator = new Intl.Collator(locale, { numeric: true });
	const sign = sort.descending ? -1 : 1;
	return rows
		.map((row) => ({ row, value: column.value(row) }))
		.toSorted(({ value: a }, { value: b }) => {
			const missing = Number(isMissing(a)) - Number(isMissing(b));
			if (missing !== 0 || isMissing(a) || isMissing(b)) return missing;
			return sign * compare(a, b, collator);
		})
		.map(({ row }) => row);
}

/** The next state of a column's sort button: up, down, as it came. */
export function nextSort(sort: Sort | null, id: string): Sort | null {
	if (sort?.id !== id) return { id, descending: false };
	return sort.descending ? null : { id, descending: true };
}

/** Which rows of a long list to draw: indices [from, to) around what is in view. */
export function visibleRows(
	scrollTop: number,
	viewHeight: number,
	rowHeight: number,
	count: number,
	spare = 8
): { from: number; to: number } {
	const first = Math.floor(scrollTop / rowHeight) - spare;
	const from = Math.max(0, Math.min(first, count - 1));
	const to = Math.min(count, Math.ceil((scrollTop + viewHeight) / rowHeight) + spare);
	return { from, to: Math.max(from, to) };
}

type Present = Exclude<CellValue, null | undefined>;

function isMissing(value: CellValue): value is null | undefined | '' {
	return value === null || value === undefined || value === '';
}

function compare(a: Present, b: Present, collator: Intl.Collator): number {
	if (typeof a === 'string' || typeof b === 'string') return collator.compare(String(a), String(b));
	return a < b ? -1 : a > b ? 1 : 0;
}
