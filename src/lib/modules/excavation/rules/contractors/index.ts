export { unregistered, type Unregistered } from './registered.ts';
export * from './schema.ts';
export type * from './types.ts';
