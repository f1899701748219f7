/** The stages from copper to fibre, in order. Stable: API, database constraints and messages rely on them. */
export const FIBRE_STAGES = ['survey', 'civil', 'cable', 'splice', 'migrate', 'copper_off'] as const;
export type FibreStage = (typeof FIBRE_STAGES)[number];

/** Layers of buildings that agencies want connected; of `places` only post offices. */
export const BUILDING_LAYERS = ['schools', 'hospitals', 'places'] as const;
export type BuildingLayer = (typeof BUILDING_LAYERS)[number];
