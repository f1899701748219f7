/** The codes of fees. Stable: API, database constraints and messages rely on them. */

/** As decree 395/1956 (arts 1-2) grades public roads in the register, the best first. */
export const ROAD_GRADES = [
	'excellent',
	'first',
	'second',
	'third',
	'unpaved_first',
	'unpaved_second'
] as const;
export type RoadGrade = (typeof ROAD_GRADES)[number];

/**
 * What a row of the tariff sets, and in what unit its whole number stands: `piastres_m2` for a square metre,
 * `piastres`, `piastres_day`, `basis_points` (hundredths of a percent), `hundredths` (200 doubles).
 */
export const TARIFF_ITEMS = {
	restoration: 'piastres_m2',
	supervision_rate: 'basis_points',
	supervision_flat: 'piastres',
	deposit_rate: 'basis_points',
	minimum: 'piastres',
	emergency_factor: 'hundredths',
	overrun_day: 'piastres_day'
} as const;
export type TariffItem = keyof typeof TARIFF_ITEMS;
export type TariffUnit = (typeof TARIFF_ITEMS)[TariffItem];

/** Items whose price depends on the grade of the road; `restoration` depends on the surface as well. */
export const BY_GRADE: readonly TariffItem[] = ['restoration', 'overrun_day'];

/** What is charged, in the order of an account. */
export const FEE_ITEMS = [
	'restoration',
	'minimum',
	'supervision_rate',
	'supervision_flat',
	'deposit_rate',
	'overrun_day'
] as const;
export type FeeItem = (typeof FEE_ITEMS)[number];

/** What is paid for separately. */
export const CHARGES = ['fees', 'deposit', 'overrun'] as const;
export type Charge = (typeof CHARGES)[number];

export { PAYMENT_METHODS, type PaymentMethod } from '#lib/kernel/payment.ts';

/** What happens to a deposit; `cancelled` takes back what was held by a receipt that was cancelled. */
export const DEPOSIT_KINDS = ['held', 'cancelled', 'released', 'forfeited'] as const;
export type DepositKind = (typeof DEPOSIT_KINDS)[number];

/** What a quote had to suppose because nobody has said it. */
export const ASSUMPTIONS = ['grade', 'surface', 'width'] as const;
export type Assumption = (typeof ASSUMPTIONS)[number];
