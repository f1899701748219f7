import type { CivilDate } from '#lib/kernel/dates.ts';
import type { CodeSource, CodeValues } from '../code/types.ts';
import { codeOf, ruleSetOn } from '../code/code.ts';
import { RULE_SETS } from '../code/sets.ts';
import { kindRules } from '../kinds/kinds.ts';
import type { Surface } from '../plane/types.ts';
import type { CheckPermit } from './schema.ts';
import type { Proposal } from './types.ts';

/** Who says a number that came with the question. */
export const BY_THE_CALLER: CodeSource = {
	article: { ar: 'قيم المنطقة كما وردت بالطلب', en: 'Zone values as sent with the question' },
	unverified: false
};

/** A question as the rules read it: its code is that of its day, and streets without a name of their own are numbered. */
export function proposalOf(
	asked: Omit<CheckPermit, 'parcel'> & { parcel: Surface },
	today: CivilDate
): Proposal {
	const { crs: _crs, on = today, kind, place, zone, code, streets, ...rest } = asked;
	const { rules, outline, height } = kindRules(kind, on);
	const rule_set = code ? ruleSetOn(RULE_SETS, place, on) : null;
	return {
		...rest,
		scope: { rules, outline, height },
		code: codeOf(rule_set, { place, values: given(zone), source: BY_THE_CALLER }),
		streets: streets?.map((s, i) => ({ ...s, id: s.id ?? String(i + 1) })) ?? null
	};
}

/** Without the numbers that were left open. */
export function given(zone: CheckPermit['zone']): CodeValues {
	return Object.fromEntries(Object.entries(zone).filter(([, value]) => value !== undefined));
}
