/** The life of a work: who approves, how long they have, what is recorded of it. */
export * from './approvals.ts';
export type * from './clock.ts';
export * from './inspections.ts';
export { LIFE_DEFAULTS, lifeParameters, type LifeParameters } from './parameters.ts';
export * from './responses.ts';
export * from './schema.ts';
export * from './types.ts';
