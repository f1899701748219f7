export * from './schema.ts';
export * from './states.ts';
export * from './types.ts';
