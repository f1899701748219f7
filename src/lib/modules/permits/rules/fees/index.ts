/** Fees of permits by a dated table of formulas, and the account of a reconciliation. */
export { feesOfCase } from './fees-of.ts';
export { counting, percent } from './figures.ts';
export { feeCaseOf } from './quote.ts';
export { monthsAfter, partsLeft, reconcile, reconciliationLimits } from './reconcile.ts';
export type * from './reconciliation-types.ts';
export { holdsOn, rowFor } from './rows.ts';
export { QuoteFees, SetFeeFormula } from './schema.ts';
export type * from './types.ts';
export * from './vocabulary.ts';
export { worksValue } from './works-value.ts';
