import type { Tags } from './primitives.ts';

export const OSM_LAYERS = ['streets', 'places', 'pois', 'bus_routes', 'bus_stops'] as const;
export type OsmLayer = (typeof OSM_LAYERS)[number];

/** A way that is a street or a path; squares and aprons drawn as areas are not lines one can follow. */
export function isStreet(tags: Tags | undefined): boolean {
	return tags?.highway !== undefined && tags.area !== 'yes';
}

/** Lines that people ride in streets. */
const RIDDEN = ['bus', 'minibus', 'share_taxi', 'trolleybus', 'tram'];

/** A relation that is one line of public transport in one direction. */
export function isTransitRoute(tags: Tags | undefined): boolean {
	return tags?.type === 'route' && RIDDEN.includes(tags.route ?? '');
}

/** A node where people wait for a bus or a tram; platforms of trains and ships are none. */
export function isTransitStop(tags: Tags): boolean {
	if (tags.highway === 'bus_stop' || tags.railway === 'tram_stop') return true;
	if (tags.public_transport !== 'platform') return false;
	const others = ['train', 'subway', 'light_rail', 'ferry', 'aerialway'].some((key) => tags[key] === 'yes');
	return !others || RIDDEN.some((key) => tags[key] === 'yes');
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
