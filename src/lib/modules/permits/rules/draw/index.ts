export { drawAgain, isSeedOf, workDraw, type DrawRecord, type DrawWorking } from './pick.ts';
export { EXCLUSIONS, type CaseDraws, type Draw, type Exclusion } from './told.ts';
