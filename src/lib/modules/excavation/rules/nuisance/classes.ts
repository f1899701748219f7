import type { TrafficEffect } from '../vocabulary.ts';

/**
 * How the Helsinki index (Haitaton) sorts what a work does to traffic into classes from 0 to 5. What follows from
 * our own codes (kinds of streets, effects on traffic) is our reading of its classes.
 */

/** Of the days that a work takes. */
export function durationClass(days: number): number {
	return days >= 91 ? 5 : days >= 14 ? 3 : days >= 0 ? 1 : 0;
}

/** Of motor vehicles in a day. */
export function volumeClass(vehicles: number): number {
	if (vehicles >= 10_000) return 5;
	if (vehicles >= 5000) return 4;
	if (vehicles >= 1500) return 3;
	if (vehicles >= 500) return 2;
	return vehicles >= 1 ? 1 : 0;
}

/** Of what happens to the lanes: 1 leaves them alone, 5 closes the street. */
export const LANE_CLASS: Record<TrafficEffect, number> = {
	none: 1,
	parking: 1,
	narrowed: 2,
	lane_closed: 3,
	closed: 5
};

/** Of the metres over which lanes are affected; 1 when none is. */
export function lengthClass(metres: number, effect: TrafficEffect): number {
	if (LANE_CLASS[effect] === 1) return 1;
	if (metres < 10) return 2;
	if (metres < 100) return 3;
	return metres < 500 ? 4 : 5;
}

/** Of the street by its `kind` in layer `streets` (a link counts as its road); 0 carries no motor traffic. */
export const STREET_CLASS_OF_KIND: Readonly<Record<string, number>> = {
	motorway: 5,
	trunk: 5,
	primary: 5,
	secondary: 4,
	tertiary: 3,
	unclassified: 2,
	residential: 2,
	living_street: 1,
	service: 1,
	track: 1,
	pedestrian: 0,
	footway: 0,
	path: 0,
	steps: 0,
	cycleway: 0
};
/** Of streets of any other kind. */
export const OTHER_STREET_CLASS = 2;

/** Motor vehicles in a day where nobody has counted: the least of the class of traffic that such a street has. */
export const ASSUMED_VOLUME: readonly number[] = [0, 100, 500, 1500, 5000, 10_000];

/** Metres from a street within which its traffic counts. */
export function volumeReach(streetClass: number): number {
	return streetClass >= 4 ? 30 : 15;
}

/** Of buses: a critical street, a trunk line, buses in the rush hour, or only at other times (0 buses then). */
export function busClass(bus: { critical: boolean; trunk: boolean; rush_hour: number } | null): number {
	if (bus === null) return 0;
	if (bus.critical || bus.rush_hour > 20) return 5;
	if (bus.trunk || bus.rush_hour > 10) return 4;
	return bus.rush_hour > 0 ? 3 : 2;
}

/** Of bicycles: a priority route, a main route. */
export function cycleClass(route: 'priority' | 'main' | null): number {
	return route === 'priority' ? 5 : route === 'main' ? 4 : 0;
}

/** Of trams: rails with regular service, rails without. */
export function tramClass(rails: 'service' | 'idle' | null): number {
	return rails === 'service' ? 5 : rails === 'idle' ? 3 : 0;
}
