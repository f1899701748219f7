/**
 * A line of a table that machines and spreadsheets read. A text that a spreadsheet would run as a formula gets an
 * apostrophe in front; a number below zero is none.
 */
export function csvLine(values: readonly (string | number | null | undefined)[]): string {
	return `${values.map(cell).join(',')}\r\n`;
}

function cell(value: string | number | null | undefined): string {
	if (value === null || value === undefined) return '';
	if (typeof value === 'number') return String(value);
	const safe = /^[=+\-@\t\r']/.test(value) ? `'${value}` : value;
	return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
