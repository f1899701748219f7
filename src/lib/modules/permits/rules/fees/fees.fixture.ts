import type { FeeCase, FeeFormula, Formula } from './types.ts';

let made = 0;

/** A charge `a` at the issue of any licence, from 2000 on. */
export function aRow(formula: Formula, more: Partial<FeeFormula> = {}): FeeFormula {
	return {
		id: String(++made),
		fee: 'a',
		variant: null,
		place: null,
		permit_type: null,
		version: made,
		title: { ar: 'رسم', en: 'Fee' },
		stage: 'issue',
		formula,
		valid_from: '2000-01-01',
		valid_until: null,
		in_force: true,
		source: 'test',
		article: null,
		unverified: true,
		...more
	};
}

/** What a square metre of a use costs, in piastres, since ever. */
export const cost = (use: string, rate: number): FeeFormula =>
	aRow(
		{ kind: 'unit_cost', rate },
		{ fee: 'works_value', variant: use, stage: null, valid_from: '1900-01-01' }
	);

/** Rows of one flat fee, each until the next begins. */
export const dated = (...rows: [from: string, amount: number][]): FeeFormula[] =>
	rows.map(([valid_from, amount], i) =>
		aRow({ kind: 'flat', amount }, { valid_from, valid_until: rows[i + 1]?.[0] ?? null })
	);

/** Four floors of 120.50 m² on a plot of 250 m². */
export function aCase(more: Partial<FeeCase> = {}): FeeCase {
	return {
		on: '2026-11-22',
		place: 'city',
		permit_type: 'new',
		floors: Array.from({ length: 4 }, () => ({ use: 'residential', area: 120_50 })),
		basements: [],
		plot_area: 250_00,
		fence_length: 0,
		height: 13_00,
		units: 8,
		exemptions: [],
		...more
	};
}
