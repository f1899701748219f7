import type { CivilDate } from '#lib/kernel/dates.ts';
import type { CodeSource, CodeValues, Place, RuleSet } from './types.ts';

/** A code as a case is judged by it: the zone's own numbers over those of the rule set of the day. */
export interface Code {
	place: Place;
	values: CodeValues;
	/** The rule set that speaks where the zone does not; null when none was in force. */
	rule_set: RuleSet | null;
	/** What the zone's plan sets itself. */
	zone: { id: string | null; source: CodeSource | null; values: CodeValues };
}

/** The rule set in force for a kind of place on a day; a case of 2022 is judged by the set of 2022. */
export function ruleSetOn(sets: readonly RuleSet[], place: Place, day: CivilDate): RuleSet | null {
	return (
		sets.find(
			(s) => s.place === place && s.valid_from <= day && (s.valid_to === null || day <= s.valid_to)
		) ?? null
	);
}

/** Lays the numbers of a zone's plan over those of a rule set: the plan wins. */
export function codeOf(
	rule_set: RuleSet | null,
	{
		place,
		values,
		id = null,
		source = null
	}: { place: Place; values: CodeValues; id?: string | null; source?: CodeSource | null }
): Code {
	return { place, values: { ...rule_set?.values, ...values }, rule_set, zone: { id, source, values } };
}

/** Where a number of a code comes from: the zone's plan, or the article of the rule set. */
export function sourceOf(code: Code, name: keyof CodeValues): CodeSource | null {
	if (code.zone.values[name] !== undefined) return code.zone.source;
	return code.rule_set?.sources[name] ?? null;
}

/** A code for a plot of so many square metres: the numbers that hold for its size filled in, under those of the plan. */
export function codeForPlot(code: Code, plot_m2: number): Code {
	const sized = [...(code.rule_set?.values.by_plot ?? [])]
		.filter((step) => plot_m2 > step.over_m2)
		.sort((a, b) => a.over_m2 - b.over_m2)
		.reduce<CodeValues>((all, step) => ({ ...all, ...step.values }), {});
	return { ...code, values: { ...code.rule_set?.values, ...sized, ...code.zone.values } };
}
