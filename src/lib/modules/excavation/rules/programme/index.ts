export { readProgrammeRow, type GivenWork, type ProgrammeRow } from './row.ts';
export { KeepMissing, OpenCall, WithdrawMissing } from './schema.ts';
export type * from './types.ts';
