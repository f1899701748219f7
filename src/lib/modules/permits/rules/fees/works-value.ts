import { RunningSum } from '#lib/kernel/exact.ts';
import { rowFor } from './rows.ts';
import type { FeeCase, FeeFormula, FeeGap, WorksValue } from './types.ts';
import { kindRules } from '../kinds/kinds.ts';
import { isLicence } from '../permit-types.ts';
import { FENCE, WORKS_VALUE } from './vocabulary.ts';

type Gaps = Omit<FeeGap, 'fee' | 'title'>[];
interface Found {
	value: WorksValue | null;
	gaps: Gaps;
}

/**
 * The value of the works: what is declared or what the unit costs of the day come to, whichever is more; of works that
 * put up no building what is declared, where somebody did.
 * @returns no value when the floors are not known or a use has no unit cost: the gaps say which.
 */
export function worksValue(asked: FeeCase, rows: readonly FeeFormula[]): Found {
	const declared = asked.declared_value ?? null;
	const { permit_type, on } = asked;
	if (declared !== null && isLicence(permit_type) && kindRules(permit_type, on).value === 'declared')
		return { value: { amount: declared, declared, reckoned: null, parts: [] }, gaps: [] };
	const { value, gaps } = reckonedValue(asked, rows);
	if (!value || declared === null) return { value, gaps };
	return { value: { ...value, declared, amount: Math.max(value.amount, declared) }, gaps };
}

/**
 * The area of each use, and the length of the fence, by the unit costs of the day. Rounded once to the piastre, a half up;
 * the parts add up to it.
 */
function reckonedValue(asked: FeeCase, rows: readonly FeeFormula[]): Found {
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
	const parts: WorksValue['parts'] = [];
	const gaps: Gaps = [];
	for (const [use, area] of areas) {
		const row = rowFor(rows, asked, { fee: WORKS_VALUE, variant: use });
		if (row?.formula.kind !== 'unit_cost') {
			gaps.push({ reason: 'no_unit_cost', of: use });
			continue;
		}
		const { rate } = row.formula;
		const { title, id: formula_id, version, unverified } = row;
		const amount = sum.add(BigInt(area) * BigInt(rate));
		parts.push({ use, title, area, rate, amount, formula_id, version, unverified });
	}
	const { total } = sum;
	return { value: gaps.length ? null : { amount: total, declared: null, reckoned: total, parts }, gaps };
}
