/** The permit as a paper: what its code says, and what is said of it. */
export { allowedByPaper, paperDiffers, readClaims, writeClaims, type PermitClaims } from './claims.ts';
export * from './verdict.ts';
