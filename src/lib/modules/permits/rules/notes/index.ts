export * from './may.ts';
export * from './schema.ts';
export * from './types.ts';
