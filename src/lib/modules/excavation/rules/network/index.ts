export { buildGraph } from './build.ts';
export { closedEdges } from './closes.ts';
export { closureOf, type Closure, type Detour } from './closure.ts';
export { addedBy, networkEffects, placesAtRisk, type NetworkEffect, type PlacedCare } from './effects.ts';
export { doorOf } from './places.ts';
export {
	byWeight,
	tellingEffects,
	type KeptEffect,
	type KeptEvidence,
	type NetworkEvidence,
	type ToldEffect
} from './evidence.ts';
export { USUAL_SPEEDS } from './speeds.ts';
export type { CarePlace, RoadGraph, Speeds, StreetLine } from './types.ts';
