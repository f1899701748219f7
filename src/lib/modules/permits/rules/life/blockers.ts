import { TOLERANCE } from '../check/result.ts';
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

type Measured = Pick<
	RuleResult,
	'rule' | 'subject' | 'of' | 'status' | 'severity' | 'actual' | 'limit' | 'bound' | 'unit'
>;

/**
 * Whether a waiver still stands: all that fails of its rule and subject failed when it was given, and is not worse by now.
 * @param then what the check said of which it was given.
 */
export function stillWaived(
	{ rule, subject }: RuleSubject,
	then: readonly Measured[],
	now: readonly Measured[]
): boolean {
	const failing = (results: readonly Measured[]) =>
		results.filter(
			(r) => r.rule === rule && r.subject === subject && r.status === 'fail' && r.severity === 'block'
		);
	const before = failing(then);
	return failing(now).every((r) => before.some((was) => was.of === r.of && !isWorse(r, was)));
}

function isWorse(now: Measured, was: Measured): boolean {
	const [by, before] = [beyond(now), beyond(was)];
	if (by === null || before === null) return by !== before;
	return by > before + (now.unit ? TOLERANCE[now.unit] : 0);
}

/** By how much the limit is not kept. */
function beyond({ actual, limit, bound }: Measured): number | null {
	if (actual === null || limit === null) return null;
	return bound === 'min' ? limit - actual : actual - limit;
}

function unique(list: readonly RuleSubject[]): RuleSubject[] {
	return [...new Map(list.map((r) => [`${r.rule} ${r.subject}`, r])).values()];
}
