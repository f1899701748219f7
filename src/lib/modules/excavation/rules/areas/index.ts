/** Areas that residents and organisations watch. */
export * from './digest.ts';
export * from './schema.ts';
export * from './types.ts';
