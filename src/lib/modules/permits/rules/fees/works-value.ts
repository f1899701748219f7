import { RunningSum } from '#lib/kernel/exact.ts';
import { rowFor } from './rows.ts';
import type { FeeCase, FeeFormula, FeeGap, WorksValue } from './types.ts';
import { FENCE, WORKS_VALUE } from './vocabulary.ts';

/**
 * The value of the works: the area of each use, and the length of the fence, by the unit costs of the day. Rounded once to the piastre, a half up;
 * the parts add up to it.
 * @returns no value when the floors are not known or a use has no unit cost: the gaps say which.
 */
export function worksValue(
	asked: FeeCase,
	rows: readonly FeeFormula[]
): { value: WorksValue | null; gaps: Omit<FeeGap, 'fee' | 'title'>[] } {
	if (!asked.floors || !asked.basements)
		return {
			value: null,
			gaps: [{ reason: 'no_quantity', of: asked.floors ? 'basements' : 'floors' }]
		};
	// A fence is priced by the metre.
	const areas = new Map<string, number>(asked.fence_length ? [[FENCE, asked.fence_length]] : []);
	for (const { use, area } of [...asked.floors, ...asked.basements])
		areas.set(use, (areas.get(use) ?? 0) + area);
	const sum = new RunningSum(100n);
	const value: WorksValue = { amount: 0, parts: [] };
	const gaps: Omit<FeeGap, 'fee' | 'title'>[] = [];
	for (const [use, area] of areas) {
		const row = rowFor(rows, asked, { fee: WORKS_VALUE, variant: use });
		if (row?.formula.kind !== 'unit_cost') {
			gaps.push({ reason: 'no_unit_cost', of: use });
			continue;
		}
		const { rate } = row.formula;
		const { title, id: formula_id, version, unverified } = row;
		const amount = sum.add(BigInt(area) * BigInt(rate));
		value.parts.push({ use, title, area, rate, amount, formula_id, version, unverified });
	}
	value.amount = sum.total;
	return { value: gaps.length ? null : value, gaps };
}
