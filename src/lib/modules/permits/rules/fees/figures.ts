import type { CivilDate } from '#lib/kernel/dates.ts';
import { decimal } from '#lib/kernel/exact.ts';
import { wholeYears } from './fraction.ts';
import type { ChargeFormula, Millionths } from './types.ts';

/** The arithmetic of a charge in figures, the same in both languages; money is told in pounds: `4 × 50.00 × 1.03^17`. */
export function figuresOf(formula: ChargeFormula, quantity: number | null, day: CivilDate): string {
	const { index } = formula;
	const years = index ? wholeYears(index.since, day) : 0;
	const growing = index && years ? ` × ${1 + index.rate / 1e6}^${years}` : '';
	return base(formula, quantity ?? 0) + growing;
}

/** `0.2%` of millionths. */
export function percent(rate: Millionths): string {
	return `${rate / 10_000}%`;
}

/** A quantity in hundredths as people write it: `4`, `120.5`. */
export function counting(hundredths: number): string {
	return decimal(hundredths).replace(/\.?0+$/, '');
}

function base(formula: ChargeFormula, quantity: number): string {
	switch (formula.kind) {
		case 'flat':
			return decimal(formula.amount);
		case 'per_unit':
			return `${counting(quantity)} × ${decimal(formula.rate)}`;
		case 'percent':
			return `${decimal(quantity)} × ${percent(formula.rate)}`;
		case 'tiered': {
			const value = formula.of === 'works_value';
			const told = value ? decimal(quantity) : counting(quantity);
			if (formula.by === 'steps') return told;
			const slices: string[] = [];
			let below = 0;
			for (const { up_to, rate } of formula.tiers) {
				const top = up_to === null ? quantity : Math.min(up_to, quantity);
				const part = top - below;
				if (part > 0)
					slices.push(value ? `${decimal(part)} × ${percent(rate)}` : `${counting(part)} × ${decimal(rate)}`);
				below = Math.max(below, top);
			}
			return slices.join(' + ') || '0';
		}
	}
}
