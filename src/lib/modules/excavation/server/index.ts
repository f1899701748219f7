/** The front door of the excavation module. */
export * from './calendar/index.ts';
export { cancelDig } from './cancel.ts';
export type { ChangeOptions } from './change.ts';
export { checkDig } from './check.ts';
export { listClashes } from './clash-queries.ts';
export { editDig } from './edit.ts';
export * from './fees/index.ts';
export { finishDig } from './finish.ts';
export { digFormData, digListData, type FormData, type UnitChoice } from './form.ts';
export { digHistory } from './history.ts';
export * from './life/index.ts';
export { importDigs, type ImportOptions, type ImportReport, type Refusal } from './import.ts';
export { readWorks, solvePlan, type ReadWorks, type SolveOptions } from './plan/index.ts';
export { getDig, listDigs, type Page } from './queries.ts';
export { digRecord, type DigRecord } from './record.ts';
export { registerDig } from './register.ts';
export * from './wzdx/index.ts';
