export { bringProgramme, type ProgrammeReport } from './bring.ts';
export type { ProgrammeOptions } from './types.ts';
