import type { Tags } from './primitives.ts';

export const OSM_LAYERS = ['streets', 'places', 'pois'] as const;
export type OsmLayer = (typeof OSM_LAYERS)[number];

/** A way that is a street or a path; squares and aprons drawn as areas are not lines one can follow. */
export function isStreet(tags: Tags | undefined): boolean {
	return tags?.highway !== undefined && tags.area !== 'yes';
}

/** Keys whose presence makes a named point a place that people look for. */
const POI = [
	'amenity',
	'shop',
	'office',
	'healthcare',
	'tourism',
	'leisure',
	'historic',
	'railway',
	'public_transport',
	'aeroway',
	'emergency',
	'craft',
	'building',
	'man_made',
	'natural'
];

export function pointLayer(tags: Tags): OsmLayer | undefined {
	if (!Object.keys(tags).some((key) => key === 'name' || key.startsWith('name:'))) return undefined;
	if (tags.place !== undefined) return 'places';
	return POI.some((key) => tags[key] !== undefined) ? 'pois' : undefined;
}
