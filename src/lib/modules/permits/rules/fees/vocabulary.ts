import type { PermitType } from '../permit-types.ts';
import { isLicence } from '../permit-types.ts';

/** The codes of permit fees. Stable: API, database constraints and messages rely on them. */

/** When a fee falls due: with the site statement, with the file, with the licence, with the conformity certificate. */
export const FEE_STAGES = ['statement', 'intake', 'issue', 'completion'] as const;
export type FeeStage = (typeof FEE_STAGES)[number];

/** What falls due in a case of that type by the table of fees; the price of a reconciliation is reckoned by `reconcile`. */
export function stagesOf(type: PermitType): FeeStage[] {
	if (isLicence(type)) return ['intake', 'issue'];
	if (type === 'statement') return ['statement'];
	if (type === 'reconciliation') return ['intake'];
	return type === 'conformity' ? ['completion'] : [];
}

/**
 * What a fee can count. Areas in hundredths of a square metre, lengths in hundredths of a metre, numbers in hundredths
 * too (three floors are 300), so that one arithmetic serves all; the value of the works in piastres.
 */
export const QUANTITIES = [
	'floors',
	'basements',
	'units',
	'floor_area',
	'ground_area',
	'plot_area',
	'fence_length',
	'height',
	'works_value'
] as const;
export type Quantity = (typeof QUANTITIES)[number];

export const FORMULA_KINDS = [
	'flat',
	'per_unit',
	'tiered',
	'percent',
	'unit_cost',
	'exemption',
	'ended'
] as const;
export type FormulaKind = (typeof FORMULA_KINDS)[number];

/** Under this name a row of unit costs stands; its variant is the use of the floor. */
export const WORKS_VALUE = 'works_value';
/** The use under which the metre of a fence has its cost. */
export const FENCE = 'fence';
/** An exemption from every fee. */
export const EVERY_FEE = 'every_fee';

/** Rates are in millionths: 2 % = 20 000. */
export const MILLION = 1_000_000n;
