import type { RuleResult } from '../check/types.ts';

/** One rule of one thing, by which a waiver finds it. */
export interface RuleSubject {
	rule: string;
	subject: string;
}

/** What stands against a licence, as found by the last check. */
export interface Standing {
	/** Blocking rules that failed and that nobody waived. */
	failed: RuleSubject[];
	/** Blocking rules that nothing could check; a person must have examined them. */
	unexamined: string[];
}

/** Rules without a result that speaks for or against: they inform, or ask an agency. */
export function standingOf(
	results: readonly Pick<RuleResult, 'rule' | 'subject' | 'status' | 'severity'>[],
	{ waived, examined }: { waived: readonly RuleSubject[]; examined: readonly string[] }
): Standing {
	const isWaived = (r: RuleSubject) => waived.some((w) => w.rule === r.rule && w.subject === r.subject);
	const blocking = results.filter((r) => r.severity === 'block' && !isWaived(r));
	const failed = blocking.filter((r) => r.status === 'fail');
	const unchecked = blocking.filter((r) => r.status === 'not_checked' && !examined.includes(r.rule));
	return {
		failed: unique(failed.map(({ rule, subject }) => ({ rule, subject }))),
		unexamined: [...new Set(unchecked.map((r) => r.rule))].sort()
	};
}

function unique(list: readonly RuleSubject[]): RuleSubject[] {
	return [...new Map(list.map((r) => [`${r.rule} ${r.subject}`, r])).values()];
}
