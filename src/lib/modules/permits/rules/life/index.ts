export * from './blockers.ts';
export * from './holder.ts';
export * from './pauses.ts';
export * from './record.ts';
export * from './schema.ts';
export * from './transitions.ts';
export * from './types.ts';
export * from './vocabulary.ts';
