import type { ImportReport } from '../../rules/index.ts';

/** Gives the person a table as a file that spreadsheets open in Arabic. */
export function downloadTable(name: string, rows: readonly (readonly (string | number)[])[]): void {
	const text = rows.map((cells) => cells.map(cell).join(',')).join('\r\n');
	const href = URL.createObjectURL(new Blob(['\ufeff', text, '\r\n'], { type: 'text/csv;charset=utf-8' }));
	const link = document.createElement('a');
	link.href = href;
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

/** The refused records, one a line; the words as the page tells them. */
export function refusalRows(
	report: ImportReport,
	header: readonly string[],
	reason: (refusal: ImportReport['refusals'][number]) => string
): (string | number)[][] {
	return [[...header], ...report.refusals.map((r) => [r.row, r.sourceId ?? '', reason(r), r.code])];
}

/** What looks like a formula is not to be run as one. */
function cell(value: string | number): string {
	const text = String(value);
	const safe = /^[=+\-@\t\r]/.test(text) && typeof value === 'string' ? `'${text}` : text;
	return `"${safe.replaceAll('"', '""')}"`;
}
