/** Fees of permits: the dated table, and what a case pays by it. */
export { receiptPaper } from './receipt-paper.ts';
export { permitFees } from './shown.ts';
export { feesFor, quoteFees } from './quote.ts';
export { feeExemptions, feeFormulas, setFeeFormula, type ExemptionChoice, type FeeTable } from './table.ts';
