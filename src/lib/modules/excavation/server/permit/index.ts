/** The permit as a paper, and its check in the street. */
export { checkPermit, permitKey } from './check.ts';
export { permitPaper, type PermitPaper } from './paper.ts';
