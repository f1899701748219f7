/** The door to coordinates as people type and read them. */
export * from './coordinate-format.ts';
export * from './coordinate-reading.ts';
