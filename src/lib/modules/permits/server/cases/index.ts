export { actOnPermit, type ActOptions } from './act.ts';
export { permitDraws, type Draw } from './draws.ts';
export { permitHistory } from './history.ts';
export { openPermit } from './open.ts';
export { readParties } from './parties.ts';
export { getPermit, listPermits, type PermitPage } from './read.ts';
export { permitRecord } from './record.ts';
export { workingDayMinutes } from './settings.ts';
export { plotChoice, type PlotChoice } from './place.ts';
