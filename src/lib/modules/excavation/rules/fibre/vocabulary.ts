/** The stages from copper to fibre, in order. Stable: API, database constraints and messages rely on them. */
export const FIBRE_STAGES = ['survey', 'civil', 'cable', 'splice', 'migrate', 'copper_off'] as const;
export type FibreStage = (typeof FIBRE_STAGES)[number];

/** Layers of buildings that agencies want connected; of `places` those of `AGENCY_PLACES`. */
export const BUILDING_LAYERS = ['schools', 'hospitals', 'places'] as const;
export type BuildingLayer = (typeof BUILDING_LAYERS)[number];

/** Kinds of places where an agency sits: a register of places names schools and hospitals, too. */
export const AGENCY_PLACES = [
	'post_office',
	'government',
	'district_office',
	'townhall',
	'public_building',
	'court',
	'courthouse',
	'police',
	'fire_station',
	'school',
	'college',
	'university',
	'hospital'
] as const;
