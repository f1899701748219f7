import { sourceOf } from '../code/code.ts';
import type { CodeValues } from '../code/types.ts';
import type { Proposal, Reason, RuleId, RuleResult, Severity, Unit } from './types.ts';

/** A survey is good to half a centimetre; percents are read to a twentieth. */
export const TOLERANCE = { m: 0.005, pct: 0.05, ratio: 0.0005, m2: 0.01, count: 0, egp: 0 } as const;

interface About {
	rule: RuleId;
	subject: string;
	of?: string | null;
	severity?: Severity;
	/** The number of the code that is the limit. */
	from?: keyof CodeValues;
}

interface Measured {
	actual: number;
	limit: number;
	bound: 'min' | 'max';
	unit: Unit;
	witness?: GeoJSON.Geometry | null;
	reason?: Reason | null;
}

/** A measured thing held against its limit; the tolerance of its unit is on the builder's side. */
export function measured(proposal: Proposal, about: About, { actual, limit, ...rest }: Measured): RuleResult {
	const slack = TOLERANCE[rest.unit] + 1e-9;
	const kept = rest.bound === 'min' ? actual >= limit - slack : actual <= limit + slack;
	return result(proposal, about, { ...rest, actual, limit, status: kept ? 'pass' : 'fail' });
}

/** What no one could check, and why. */
export function notChecked(proposal: Proposal, about: About, reason: Reason): RuleResult {
	return result(proposal, about, { status: 'not_checked', reason });
}

/** A result as it is given. */
export function result(
	{ code }: Proposal,
	{ rule, subject, of = null, severity = 'block', from }: About,
	said: Pick<RuleResult, 'status'> & Partial<RuleResult>
): RuleResult {
	const source = from ? sourceOf(code, from) : null;
	const dated = from && code.zone.values[from] === undefined ? code.rule_set : null;
	return {
		rule,
		subject,
		of,
		severity,
		actual: null,
		limit: null,
		bound: null,
		unit: null,
		reason: null,
		article: source?.article ?? null,
		unverified: source?.unverified ?? false,
		rule_set: dated && { id: dated.id, valid_from: dated.valid_from },
		witness: null,
		...said
	};
}
