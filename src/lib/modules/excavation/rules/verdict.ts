import type { Verdict } from './types.ts';
import type { Severity } from './vocabulary.ts';

/** The heaviest of the clashes decides. */
export function verdictOf(clashes: readonly { severity: Severity }[]): Verdict {
	if (clashes.some((c) => c.severity === 'block')) return 'block';
	return clashes.length > 0 ? 'warn' : 'clear';
}
