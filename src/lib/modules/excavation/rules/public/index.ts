/** What everybody may know of works. */
export * from './schema.ts';
export * from './reason.ts';
export * from './types.ts';
