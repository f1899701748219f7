import { decimal } from '#lib/kernel/exact.ts';
import type { Piastres } from '#lib/kernel/money.ts';
import { applies, charge, counted, rounded } from './charge.ts';
import { percent } from './figures.ts';
import { quantitiesOf } from './quantities.ts';
import { rowFor } from './rows.ts';
import type { ChargeFormula, FeeCase, FeeFormula, FeeGap, FeeLine, Fees } from './types.ts';
import { EVERY_FEE, MILLION, stagesOf, WORKS_VALUE, type Quantity } from './vocabulary.ts';
import { worksValue } from './works-value.ts';

/**
 * What a case pays by the rows of its day: a line for each charge, one for what is let off. Every line is exact until
 * its end and rounded once to the piastre, a half up; the total is the sum of the lines. What cannot be reckoned is a
 * gap, never nothing.
 * @param rows the whole table, or at least every row of the fees that could apply.
 */
export function feesOfCase(asked: FeeCase, rows: readonly FeeFormula[]): Fees {
	const stages = stagesOf(asked.permit_type).filter((s) => !asked.stages || asked.stages.includes(s));
	const works = worksValue(asked, rows);
	const known = quantitiesOf(asked, works.value);
	const lines: FeeLine[] = [];
	const gaps = unknownExemptions(asked, rows);
	for (const stage of stages)
		for (const row of chargesOf(asked, rows, stage)) {
			const { formula } = row;
			const unknown = unknownOf(formula, known);
			if (unknown === 'not_charged') continue;
			if (unknown) {
				const { fee, title } = row;
				const missing =
					unknown === WORKS_VALUE ? works.gaps : [{ reason: 'no_quantity' as const, of: unknown }];
				gaps.push(...missing.map((gap) => ({ fee, title, ...gap })));
				continue;
			}
			// What is declared may be more than unit costs come to: then it stands by itself.
			const { value } = works;
			const standing = value && standsOnValue(formula) && value.amount === value.reckoned ? value.parts : [];
			const { amount, ...said } = charge(formula, known, asked.on);
			if (amount === 0) continue;
			lines.push({
				...lineOf(row, stage),
				...said,
				amount,
				unit_cost_ids: standing.map((p) => p.formula_id),
				unverified: row.unverified || standing.some((p) => p.unverified)
			});
			const off = exemptionOf(asked, rows, row.fee);
			if (off) lines.push(letOff(off, row, stage, amount));
		}
	return {
		on: asked.on,
		lines,
		by_stage: stages.map((stage) => ({ stage, amount: sum(lines.filter((l) => l.stage === stage)) })),
		total: sum(lines),
		works_value: works.value,
		gaps,
		unverified: lines.some((l) => l.unverified)
	};
}

type ChargeRow = FeeFormula & { formula: ChargeFormula };

/** The rows that charge something at a stage, by the names of their fees. */
function chargesOf(asked: FeeCase, rows: readonly FeeFormula[], stage: string): ChargeRow[] {
	const fees = [...new Set(rows.filter((r) => r.stage === stage && r.variant === null).map((r) => r.fee))];
	return fees
		.sort()
		.map((fee) => rowFor(rows, asked, { fee, variant: null }))
		.filter((row): row is ChargeRow => row !== null && row.stage === stage && isCharge(row.formula));
}

const isCharge = ({ kind }: FeeFormula['formula']): boolean =>
	kind === 'flat' || kind === 'per_unit' || kind === 'tiered' || kind === 'percent';

/** What is not known but needed; `not_charged` where the conditions say no. */
function unknownOf(
	formula: ChargeFormula,
	known: Record<Quantity, number | null>
): Quantity | 'not_charged' | null {
	const applied = applies(formula.when, known);
	if (applied === false) return 'not_charged';
	if (applied !== true) return applied.unknown;
	const of = counted(formula);
	return of !== null && known[of] === null ? of : null;
}

const standsOnValue = (formula: ChargeFormula): boolean =>
	counted(formula) === WORKS_VALUE || (formula.when ?? []).some((c) => c.of === WORKS_VALUE);

/** The one exemption that lets off most; they do not add up. */
function exemptionOf(asked: FeeCase, rows: readonly FeeFormula[], fee: string): FeeFormula | null {
	const found = [...new Set(asked.exemptions)]
		.sort()
		.flatMap((variant) => [fee, EVERY_FEE].map((f) => rowFor(rows, asked, { fee: f, variant })))
		.filter((row) => row?.formula.kind === 'exemption');
	return found.reduce((best, row) => (best && shareOf(best) >= shareOf(row) ? best : row), null);
}

const shareOf = (row: FeeFormula | null): number =>
	row?.formula.kind === 'exemption' ? row.formula.share : 0;

function letOff(off: FeeFormula, row: ChargeRow, stage: FeeLine['stage'], amount: Piastres): FeeLine {
	const share = shareOf(off);
	return {
		...lineOf(off, stage),
		fee: row.fee,
		title: off.title,
		exemption: off.variant,
		figures: `−${decimal(amount)} × ${percent(share)}`,
		amount: -rounded({ over: BigInt(amount) * BigInt(share), under: MILLION }),
		min: null,
		max: null,
		bound: null,
		unit_cost_ids: []
	};
}

function lineOf(row: FeeFormula, stage: FeeLine['stage']) {
	const { fee, title, id: formula_id, version, valid_from, source, article, unverified } = row;
	return { fee, title, stage, exemption: null, formula_id, version, valid_from, source, article, unverified };
}

function unknownExemptions(asked: FeeCase, rows: readonly FeeFormula[]): FeeGap[] {
	const known = (name: string) =>
		rows.some((r) => r.variant === name && rowFor(rows, asked, r)?.formula.kind === 'exemption');
	return asked.exemptions
		.filter((name) => !known(name))
		.map((of) => ({ fee: EVERY_FEE, title: null, reason: 'no_exemption' as const, of }));
}

const sum = (lines: readonly FeeLine[]): Piastres => lines.reduce((all, l) => all + l.amount, 0);
