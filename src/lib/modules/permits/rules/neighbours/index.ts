/** The neighbours of a plot: who is told, how, and what they say. */
export * from './schema.ts';
export * from './types.ts';
