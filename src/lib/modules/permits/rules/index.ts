/** What of permits is pure: the code, and how a proposal is held against it. */
export * from './check/index.ts';
export * from './clocks/service-clock.ts';
export * from './clocks/statutory-clock.ts';
export * from './code/index.ts';
export * from './site/index.ts';
export * from './documents/index.ts';
export * from './drawing/index.ts';
export * from './fees/index.ts';
export * from './permit-types.ts';
export type { Surface } from './plane/types.ts';
export * from './draw/index.ts';
export * from './life/index.ts';
export * from './certificates/index.ts';
export * from './track/index.ts';
export * from './register/index.ts';
export * from './performance/index.ts';
export * from './notes/index.ts';
export * from './alarms/index.ts';
