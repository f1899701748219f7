/** The front door of the scheduler. */
export { readWorks, type ReadWorks } from './rows.ts';
export { solvePlan, type SolveOptions } from './solve.ts';
