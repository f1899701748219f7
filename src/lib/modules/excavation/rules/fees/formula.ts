/** The arithmetic of a line in figures, the same in both languages; piastres are told in pounds. */

/** `10%`, `12.5%` of basis points. */
export function percent(basisPoints: number): string {
	return `${basisPoints / 100}%`;
}

/** ` × 3/9` for some days of the work, nothing for all of them. */
export function share(days: number, of: number): string {
	return days === of ? '' : ` × ${days}/${of}`;
}

/** ` × 2` for a doubled price, nothing for the plain one. */
export function times(factor: number): string {
	return factor === 100 ? '' : ` × ${factor / 100}`;
}
