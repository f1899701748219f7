import type { Verdict } from './types.ts';
import type { Severity } from './vocabulary.ts';

/** The heaviest finding decides; an offer is no hindrance. */
export function verdictOf(findings: readonly { severity: Severity }[]): Verdict {
	if (findings.some((f) => f.severity === 'block')) return 'block';
	return findings.some((f) => f.severity === 'warn') ? 'warn' : 'clear';
}
