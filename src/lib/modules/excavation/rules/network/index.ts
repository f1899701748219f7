export { buildGraph } from './build.ts';
export { closedEdges } from './closes.ts';
export { closureOf, type Closure, type Detour } from './closure.ts';
export { addedBy, networkEffects, placesAtRisk, type NetworkEffect } from './effects.ts';
export { careOf, placed, type Care, type PlacedCare } from './rescue.ts';
export {
	byWeight,
	tellingEffects,
	type KeptEffect,
	type KeptEvidence,
	type NetworkEvidence,
	type ToldEffect
} from './evidence.ts';
export { lineOf } from './search.ts';
export { USUAL_SPEEDS } from './speeds.ts';
export type { CarePlace, RoadGraph, Speeds, StreetLine } from './types.ts';
