/** A code that no stage of the list has; people see the names alone. */
export function codeFor(taken: readonly string[]): string {
	let n = taken.length + 1;
	while (taken.includes(`stage_${n}`)) n++;
	return `stage_${n}`;
}

/** The list with one row moved up or down. */
export function moved<Row>(rows: readonly Row[], i: number, by: 1 | -1): Row[] {
	const next = [...rows];
	const [row] = next.splice(i, 1);
	if (row !== undefined) next.splice(i + by, 0, row);
	return next;
}
