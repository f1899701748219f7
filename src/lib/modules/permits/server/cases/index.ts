export { actOnPermit, type ActOptions } from './act.ts';
export { permitDraws, type Draw } from './draws.ts';
export { permitHistory, type HistoryStep } from './history.ts';
export { openPermit } from './open.ts';
export { readParties, type PartyCard } from './parties.ts';
export { getPermit, listPermits, type PermitPage } from './read.ts';
