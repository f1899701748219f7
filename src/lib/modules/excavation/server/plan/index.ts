/** The front door of the scheduler. */
export { acceptPlan } from './accept.ts';
export { planPeriod } from './period.ts';
export { proposePlan, type ProposeOptions } from './propose.ts';
export { readWorks, type ReadWorks } from './rows.ts';
export { solvePlan, type SolveOptions } from './solve.ts';
export { streamPlan } from './stream.ts';
