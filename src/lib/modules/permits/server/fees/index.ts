/** Fees of permits: the dated table, and what a case pays by it. */
export { permitFees } from './shown.ts';
export { feesFor, quoteFees } from './quote.ts';
export { feeFormulas, setFeeFormula, type FeeTable } from './table.ts';
