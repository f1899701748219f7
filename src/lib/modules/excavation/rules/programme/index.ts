export { readProgrammeRow, type GivenWork, type ProgrammeRow } from './row.ts';
export type * from './types.ts';
