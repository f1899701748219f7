export * from './savings.ts';
export * from './schema.ts';
export * from './terms.ts';
export * from './types.ts';
