/** The door to planar geometry: positions in metres (or whatever unit the system has), x east, y north. */
export * from './diagnose-position.ts';
export * from './measure.ts';
export * from './on-earth.ts';
export * from './reshape.ts';
export * from './simplify.ts';
