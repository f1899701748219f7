/** Restoration fees, supervision, deposit and overrun, by a dated tariff. */
export { depositBalance, releaseObstacle, type DepositEntry, type ReleaseObstacle } from './deposit.ts';
export { feesOf } from './fees-of.ts';
export { GRADE_OF_KIND, USUAL_GRADE, usualSurface } from './grade.ts';
export { overrunOf } from './overrun.ts';
export type * from './record.ts';
export * from './schema.ts';
export type * from './types.ts';
export * from './vocabulary.ts';
