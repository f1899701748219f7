export { readProgrammeRow, type GivenWork, type ProgrammeRow } from './row.ts';
export { OpenCall } from './schema.ts';
export type * from './types.ts';
