/** What a street has gone through. */
export { COMING, OPENED, perYear, restoredOf, totalsOf } from './openings.ts';
export * from './types.ts';
