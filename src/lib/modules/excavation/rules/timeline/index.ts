/** Works as bars over days, beside the map. */
export { TimelineQuery } from './schema.ts';
export type * from './types.ts';
