/** The front door of the permits module. */
export { checkPermit } from './check.ts';
export {
	feeExemptions,
	feeFormulas,
	feesFor,
	permitFees,
	quoteFees,
	receiptPaper,
	setFeeFormula,
	type ExemptionChoice,
	type FeeTable
} from './fees/index.ts';
export * from './cases/index.ts';
export * from './drawing/index.ts';
export * from './notes/index.ts';
export * from './ties/index.ts';
export * from './site/index.ts';
export * from './documents/index.ts';
export * from './certificates/index.ts';
export * from './works/index.ts';
export * from './statements/index.ts';
export * from './track/index.ts';
export * from './register/index.ts';
export * from './performance/index.ts';
export * from './alarms/index.ts';
export * from './neighbours/index.ts';
