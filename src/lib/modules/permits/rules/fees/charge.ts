import { roundHalfUp, toPiastres } from '#lib/kernel/exact.ts';
import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Piastres } from '#lib/kernel/money.ts';
import { figuresOf } from './figures.ts';
import { compare, growth, times, whole, type Fraction } from './fraction.ts';
import type { ChargeFormula, Condition, Tier } from './types.ts';
import { MILLION, type Quantity } from './vocabulary.ts';

type Known = Readonly<Record<Quantity, number | null>>;

/** What a formula comes to: exact until here, rounded once to the piastre, a half up. */
export interface Charged {
	amount: Piastres;
	min: Piastres | null;
	max: Piastres | null;
	bound: 'min' | 'max' | null;
	figures: string;
}

/**
 * A charge on a day: the amount, grown by its index, between its bounds.
 * @param known the quantities; the one that the formula counts must be there.
 */
export function charge(formula: ChargeFormula, known: Known, day: CivilDate): Charged {
	const grown = formula.index ? growth(formula.index, day) : whole(1);
	const of = counted(formula);
	const amount = times(plain(formula, of === null ? 0 : (known[of] ?? 0)), grown);
	const bounds = formula.index?.bounds ? grown : whole(1);
	const at = (bound: Piastres | undefined) => (bound === undefined ? null : times(whole(bound), bounds));
	const [min, max] = [at(formula.min), at(formula.max)];
	const bound = max && compare(amount, max) > 0 ? 'max' : min && compare(amount, min) < 0 ? 'min' : null;
	const decided = bound === 'max' ? max! : bound === 'min' ? min! : amount;
	return {
		amount: rounded(decided),
		min: min && rounded(min),
		max: max && rounded(max),
		bound,
		figures: figuresOf(formula, of === null ? null : (known[of] ?? 0), day)
	};
}

/** The quantity that a formula counts; null of a flat one. */
export function counted(formula: ChargeFormula): Quantity | null {
	if (formula.kind === 'flat') return null;
	return formula.kind === 'percent' ? 'works_value' : formula.of;
}

/**
 * Whether any of the conditions holds; `unknown` names the quantity without which nobody can tell.
 */
export function applies(
	when: readonly Condition[] | undefined,
	known: Known
): boolean | { unknown: Quantity } {
	if (!when) return true;
	let unknown: Quantity | null = null;
	for (const { of, over, from } of when) {
		const value = known[of];
		if (value === null) unknown ??= of;
		else if ((over !== undefined && value > over) || (from !== undefined && value >= from)) return true;
	}
	return unknown ? { unknown } : false;
}

export const rounded = ({ over, under }: Fraction): Piastres => toPiastres(roundHalfUp(over, under));

function plain(formula: ChargeFormula, quantity: number): Fraction {
	switch (formula.kind) {
		case 'flat':
			return whole(formula.amount);
		case 'per_unit':
			return { over: BigInt(formula.rate) * BigInt(quantity), under: 100n };
		case 'percent':
			return { over: BigInt(formula.rate) * BigInt(quantity), under: MILLION };
		case 'tiered':
			return formula.by === 'steps'
				? whole(stepOf(formula.tiers, quantity)?.rate ?? 0)
				: sliced(formula.tiers, quantity, formula.of === 'works_value' ? MILLION : 100n);
	}
}

function stepOf(tiers: readonly Tier[], quantity: number): Tier | undefined {
	return tiers.find(({ up_to }) => up_to === null || quantity <= up_to);
}

function sliced(tiers: readonly Tier[], quantity: number, under: bigint): Fraction {
	let below = 0;
	let over = 0n;
	for (const { up_to, rate } of tiers) {
		const top = up_to === null ? quantity : Math.min(up_to, quantity);
		if (top > below) over += BigInt(rate) * BigInt(top - below);
		below = Math.max(below, top);
	}
	return { over, under };
}
