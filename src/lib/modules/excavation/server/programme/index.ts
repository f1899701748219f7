export { bringProgramme, type ProgrammeReport } from './bring.ts';
export type { ProgrammeOptions } from './types.ts';
export { closeCall, openCall, planNothing } from './calls.ts';
export { chase } from './chase.ts';
export { callPeriod } from './period.ts';
export { keepMissing, withdrawMissing } from './missing.ts';
export { callsWaiting, listCalls } from './read-calls.ts';
