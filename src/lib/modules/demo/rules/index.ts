export type { Geometry, Position } from './geometry/geojson.ts';
export { townPeople } from './society/units.ts';
export { DEMO_SEED, generateTown } from './town.ts';
export { TOWN_LAYERS, type Town, type TownContractor, type TownFeature, type TownLayer } from './types.ts';
export { officeMoment } from './office-hours.ts';
export {
	DEMO_PERMITS,
	DEMO_STATEMENTS,
	outlineOf,
	permitSteps,
	type DemoPermit,
	type DemoStatement
} from './permits.ts';
