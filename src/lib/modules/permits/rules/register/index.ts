/** The public register: what everybody may know of a case, and the standards it is told in. */
export * from './blds.ts';
export * from './path.ts';
export * from './planning-data.ts';
export * from './schema.ts';
export * from './types.ts';
export * from './vocabulary.ts';
