import { m } from '#lib/paraglide/messages.js';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';
import type {
	Condition,
	FeeFormula,
	FeeGap,
	FeeStage,
	Formula,
	FormulaKind,
	PermitType,
	Place,
	Quantity,
	Tier
} from '../../rules/index.ts';

/** What the codes of fees are called, and a formula in words. */
type Words<Code extends string> = Record<Code, (inputs: object, reader: { locale: 'ar' | 'en' }) => string>;

export const STAGE: Words<FeeStage> = {
	statement: m.permit_fees_stage_statement,
	intake: m.permit_fees_stage_intake,
	issue: m.permit_fees_stage_issue,
	completion: m.permit_fees_stage_completion
};

/** The same with what is no fee. */
export const CHARGE: Words<FeeStage | 'reconciliation'> = {
	...STAGE,
	reconciliation: m.permit_fees_stage_reconciliation
};

export const TYPE: Words<PermitType> = {
	statement: m.permit_type_statement,
	new: m.permit_type_new,
	added_floors: m.permit_type_added_floors,
	amendment: m.permit_type_amendment,
	completion: m.permit_type_completion,
	strengthening: m.permit_type_strengthening,
	demolition: m.permit_type_demolition,
	finishing: m.permit_type_finishing,
	fence: m.permit_type_fence,
	conformity: m.permit_type_conformity,
	reconciliation: m.permit_type_reconciliation
};

export const PLACE: Words<Place> = { city: m.permit_place_city, village: m.permit_place_village };

export const KIND: Words<FormulaKind> = {
	flat: m.permit_fees_kind_flat,
	per_unit: m.permit_fees_kind_per_unit,
	tiered: m.permit_fees_kind_tiered,
	percent: m.permit_fees_kind_percent,
	unit_cost: m.permit_fees_kind_unit_cost,
	exemption: m.permit_fees_kind_exemption,
	ended: m.permit_fees_kind_ended
};

export const QUANTITY: Words<Quantity> = {
	floors: m.permit_fees_of_floors,
	basements: m.permit_fees_of_basements,
	units: m.permit_fees_of_units,
	floor_area: m.permit_fees_of_floor_area,
	ground_area: m.permit_fees_of_ground_area,
	plot_area: m.permit_fees_of_plot_area,
	fence_length: m.permit_fees_of_fence_length,
	height: m.permit_fees_of_height,
	works_value: m.permit_fees_of_works_value
};

/** "50 pounds for each: floors; at most 1 000; grows 3 % a year ...". */
export function formulaWords(formula: Formula, prefs: Preferences): string {
	const parts = [mainWords(formula, prefs)];
	if ('min' in formula && formula.min !== undefined)
		parts.push(m.permit_fees_words_min({ amount: prefs.money(formula.min) }, prefs));
	if ('max' in formula && formula.max !== undefined)
		parts.push(m.permit_fees_words_max({ amount: prefs.money(formula.max) }, prefs));
	if ('index' in formula && formula.index) {
		const { rate, since, bounds } = formula.index;
		parts.push(m.permit_fees_words_index({ share: share(rate, prefs), day: prefs.date(since) }, prefs));
		if (bounds) parts.push(m.permit_fees_words_index_bounds({}, prefs));
	}
	if ('when' in formula && formula.when)
		parts.push(
			m.permit_fees_words_when(
				{ any: formula.when.map((c) => conditionWords(c, prefs)).join(m.permit_fees_words_or({}, prefs)) },
				prefs
			)
		);
	return parts.join(semicolon(prefs));
}

/** For whom a row is: town or village, type of permit. */
export function scopeWords(
	{ place, permit_type }: Pick<FeeFormula, 'place' | 'permit_type'>,
	prefs: Preferences
) {
	return [permit_type && TYPE[permit_type]({}, prefs), place && PLACE[place]({}, prefs)]
		.filter(Boolean)
		.join(' · ');
}

export function gapWords({ reason, of, title }: FeeGap, prefs: Preferences): string {
	const what = { of: of in QUANTITY ? QUANTITY[of as Quantity]({}, prefs) : of };
	const why = {
		no_quantity: m.permit_fees_gap_no_quantity,
		no_unit_cost: m.permit_fees_gap_no_unit_cost,
		no_exemption: m.permit_fees_gap_no_exemption
	}[reason](what, prefs);
	return title ? `${prefs.pick(title)}: ${why}` : why;
}

/** The codes of a vocabulary as choices. */
export function choices<Code extends string>(words: Words<Code>, prefs: Preferences) {
	return (Object.keys(words) as Code[]).map((value) => ({ value, label: words[value]({}, prefs) }));
}

const semicolon = (prefs: Preferences) => (prefs.locale === 'ar' ? '؛ ' : '; ');
const share = (millionths: number, prefs: Preferences) =>
	prefs.percent(millionths / 1e6, millionths % 10_000 === 0 ? 0 : millionths % 1_000 === 0 ? 1 : 4);

function mainWords(formula: Formula, prefs: Preferences): string {
	switch (formula.kind) {
		case 'flat':
			return prefs.money(formula.amount);
		case 'per_unit':
			return m.permit_fees_words_per_unit(
				{ amount: prefs.money(formula.rate), of: QUANTITY[formula.of]({}, prefs) },
				prefs
			);
		case 'percent':
			return m.permit_fees_words_percent({ share: share(formula.rate, prefs) }, prefs);
		case 'tiered':
			return m.permit_fees_words_tiered(
				{
					of: QUANTITY[formula.of]({}, prefs),
					tiers: formula.tiers
						.map((t) => tierWords(t, formula, prefs))
						.join(prefs.locale === 'ar' ? '، ' : ', ')
				},
				prefs
			);
		case 'unit_cost':
			return m.permit_fees_words_unit_cost({ amount: prefs.money(formula.rate) }, prefs);
		case 'exemption':
			return m.permit_fees_words_exemption({ share: share(formula.share, prefs) }, prefs);
		case 'ended':
			return m.permit_fees_kind_ended({}, prefs);
	}
}

function tierWords(
	{ up_to, rate }: Tier,
	{ of, by }: { of: Quantity; by: 'slices' | 'steps' },
	prefs: Preferences
): string {
	const price = of === 'works_value' && by === 'slices' ? share(rate, prefs) : prefs.money(rate);
	return up_to === null
		? m.permit_fees_words_tier_rest({ price }, prefs)
		: m.permit_fees_words_tier({ price, up_to: amountOf(of, up_to, prefs) }, prefs);
}

function conditionWords({ of, over, from }: Condition, prefs: Preferences): string {
	const value = amountOf(of, over ?? from ?? 0, prefs);
	const what = { of: QUANTITY[of]({}, prefs), value };
	return over === undefined ? m.permit_fees_words_from(what, prefs) : m.permit_fees_words_over(what, prefs);
}

const amountOf = (of: Quantity, value: number, prefs: Preferences): string =>
	of === 'works_value' ? prefs.money(value) : prefs.number(value / 100, value % 100 ? 2 : 0);

/** The figures of a line as they were multiplied (`1104000.00 × 0.2%`), grouped, in the reader's digits. */
export const figuresWords = (figures: string, prefs: Preferences): string =>
	figures.replace(/\d+(?:\.(\d+))?/g, (figure, places?: string) =>
		prefs.number(Number(figure), places?.length ?? 0)
	);
