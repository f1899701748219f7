import type { RuleResult } from '../../rules/check/types.ts';
import { fetchCheck } from './api.ts';

/**
 * Whether the server, asked about the same building, says the same, number for number.
 * @throws Refused; an aborted call throws AbortError.
 */
export async function confirms(
	question: Record<string, unknown>,
	results: readonly RuleResult[],
	signal: AbortSignal
): Promise<boolean> {
	const answer = await fetchCheck(question, signal);
	return JSON.stringify(answer.results.map(bare)) === JSON.stringify(results.map(bare));
}

/** A result without the words that an answer carries beside it. */
function bare({
	rule,
	subject,
	of,
	status,
	severity,
	actual,
	limit,
	bound,
	unit,
	reason,
	witness
}: RuleResult) {
	return { rule, subject, of, status, severity, actual, limit, bound, unit, reason, witness };
}
