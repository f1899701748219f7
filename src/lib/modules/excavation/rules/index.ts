export * from './areas/index.ts';
export { c1, severityOf, type C1Finding, type C1Work } from './c1.ts';
export { changesBetween } from './changes.ts';
export type * from './check-result.ts';
export { demandAhead, demandDay, demandWindow } from './check-window.ts';
export * from './contractors/index.ts';
export { firstFreeStart, HORIZON_DAYS } from './free-start.ts';
export { c4, c6, type Embargo, type GroundVerdict, type GroundWork, type Pavement } from './ground.ts';
export { readImportRow, type ImportDig, type ReadDig } from './import-row.ts';
export * from './detours/index.ts';
export * from './joint/index.ts';
export * from './judgements/index.ts';
export * from './life/index.ts';
export * from './lifecycle.ts';
export { LIMITS } from './limits.ts';
export type { NetworkEvidence, ToldEffect } from './network/evidence.ts';
export * from './nuisance/index.ts';
export { pairFindings, type Nearness, type PairFinding, type PairWork } from './pairs.ts';
export {
	bufferOf,
	longestReach,
	parametersOn,
	RULE_DEFAULTS,
	widestOf,
	type ParameterRow,
	type RuleParameters
} from './parameters.ts';
export * from './category.ts';
export * from './schema.ts';
export * from './sessions/index.ts';
export { roadPieces, type RoadPiece, type RoadSegment } from './road-pieces.ts';
export { readShape, TRENCH_TYPES, type Shape } from './shape.ts';
export * from './street/index.ts';
export * from './fibre/index.ts';
export { heaviestFirst, telling } from './telling.ts';
export type * from './types.ts';
export * from './calendar/index.ts';
export * from './fees/index.ts';
export { verdictOf } from './verdict.ts';
export * from './vocabulary.ts';
export * from './permit/index.ts';
export * from './plan/index.ts';
export * from './programme/index.ts';
export * from './public/index.ts';
export * from './reports/index.ts';
export * from './timeline/index.ts';
export * from './wzdx/index.ts';
