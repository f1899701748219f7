export { c5Detour, c5Transit, type C5Finding, type C5Work } from './c5.ts';
export * from './schema.ts';
export * from './types.ts';
