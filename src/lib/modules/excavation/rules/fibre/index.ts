/** From copper to fibre: areas, stages, progress. */
export { lateStages, progressCurve, reachedStage, stageProblems } from './progress.ts';
export * from './schema.ts';
export type * from './types.ts';
export * from './vocabulary.ts';
