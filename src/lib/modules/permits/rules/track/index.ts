export * from './openings.ts';
export * from './schema.ts';
export * from './standing.ts';
export * from './types.ts';
