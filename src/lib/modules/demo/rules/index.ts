export type { Geometry, Position } from './geometry/geojson.ts';
export { DEMO_SEED, generateTown } from './town.ts';
export { TOWN_LAYERS, type Town, type TownDig, type TownFeature, type TownLayer } from './types.ts';
export type { TownPerson, TownUnit } from './types.ts';
export { townPeople } from './society/units.ts';
