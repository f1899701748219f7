/** What is known of how far a building exceeds its licence; square metres. */
export interface KnownExcess {
	/** Written down with the violation. */
	recorded: number | null;
	/** Of the newest as-built drawing, laid over the licence. */
	measured: number | null;
	/** What the other violations of the licence answer for. */
	elsewhere: number;
}

/** Hundredths of a square metre to be priced, or why none are. */
export type ExcessArea =
	{ area: number; recorded: number | null } | { fault: 'missing' | 'below' | 'unexplained'; least: number };

const hundredths = (area_m2: number) => Math.round(Number(`${area_m2}e2`));

/**
 * The area of a violation that a reconciliation prices: what is on record. Another one needs a reason, and is never less
 * than what was measured.
 */
export function excessArea(
	{ recorded, measured, elsewhere }: KnownExcess,
	{ area_m2, reason }: { area_m2: number | null; reason: string | null }
): ExcessArea {
	const least = measured === null ? 0 : Math.max(0, hundredths(measured) - hundredths(elsewhere));
	const known = Math.max(recorded === null ? 0 : hundredths(recorded), least);
	const area = area_m2 === null ? known : hundredths(area_m2);
	if (area <= 0) return { fault: 'missing', least };
	if (area < least) return { fault: 'below', least };
	if (area !== known && reason === null) return { fault: 'unexplained', least };
	return { area, recorded: known === 0 ? null : known };
}
