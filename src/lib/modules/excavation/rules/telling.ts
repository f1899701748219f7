import { CLASH_RULES, SEVERITIES, type ClashRule, type Severity } from './vocabulary.ts';

/** Order: what blocks first, then by rule, then the nearest. */
export function heaviestFirst(a: Told, b: Told): number {
	return (
		SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
		CLASH_RULES.indexOf(a.rule) - CLASH_RULES.indexOf(b.rule) ||
		a.distance_m - b.distance_m
	);
}

interface Told {
	rule: ClashRule;
	severity: Severity;
	distance_m: number;
}

/**
 * What a person is told of many findings: a shared street goes without saying where the zones clash.
 * @param pairOf what two findings of one pair of works have in common.
 */
export function telling<T extends { rule: ClashRule }>(
	findings: readonly T[],
	pairOf: (finding: T) => string
): T[] {
	const clashing = new Set(findings.filter((f) => f.rule === 'C1').map(pairOf));
	return findings.filter((f) => f.rule !== 'C2' || !clashing.has(pairOf(f)));
}
