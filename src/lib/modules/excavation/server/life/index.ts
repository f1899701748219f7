/** The life of a work on the server: its verbs, where it stands, what waits for whom, what time alone changes. */
export { closeDig } from './close.ts';
export { approveDig, refuseDig, returnDig } from './decide.ts';
export { deskOf, type Desk, type DeskGroup, type DeskItem } from './desk.ts';
export { recordInspection } from './inspect.ts';
export { inspectionForm, listInspections } from './inspections.ts';
export { closeNetwork, declareNetwork, listNetworkOwners, networkUnits } from './networks.ts';
export { overrideDig } from './override.ts';
export { takeUpRequests } from './rounds.ts';
export { respondDig } from './respond.ts';
export { startDig } from './start.ts';
export { digStanding } from './standing.ts';
export { amendDig, fileDig, submitDig, withdrawDig } from './submit.ts';
export { keepSweeping, sweepDigs, type Swept } from './sweep.ts';
