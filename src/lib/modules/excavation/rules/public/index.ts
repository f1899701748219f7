/** What everybody may know of works. */
export * from './schema.ts';
export type * from './types.ts';
