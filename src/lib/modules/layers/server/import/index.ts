export { importFile } from './file.ts';
export type { ImportOptions, ImportReport, Reading, Refusal } from './options.ts';
