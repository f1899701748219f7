import type { TrafficEffect } from '../vocabulary.ts';
import {
	ASSUMED_VOLUME,
	busClass,
	cycleClass,
	durationClass,
	LANE_CLASS,
	lengthClass,
	tramClass,
	volumeClass
} from './classes.ts';

/** The classes of motor traffic, each 0 to 5. */
export interface CarClasses {
	duration: number;
	street: number;
	volume: number;
	lanes: number;
	length: number;
}

/** Hundredths by which each class weighs. */
const WEIGHTS: Record<keyof CarClasses, number> = {
	duration: 10,
	street: 20,
	volume: 25,
	lanes: 25,
	length: 20
};

/**
 * The Helsinki index of motor traffic: 0.1 duration + 0.2 street class + 0.25 traffic volume + 0.25 lane effect +
 * 0.2 length of the lane effect, to one decimal, a half up; 0 where there is neither street nor traffic.
 */
export function carIndex(classes: CarClasses): number {
	if (classes.street === 0 && classes.volume === 0) return 0;
	const hundredths = (Object.keys(WEIGHTS) as (keyof CarClasses)[]).reduce(
		(sum, name) => sum + WEIGHTS[name] * classes[name],
		0
	);
	return Math.floor((hundredths + 5) / 10) / 10;
}

/** What is known of a work and of the traffic where it is. */
export interface NuisanceFacts {
	days: number;
	traffic_effect: TrafficEffect;
	/** Planar metres of EPSG:22992. */
	length_m: number;
	/** The highest class of the streets it lies in; 0 where there is none. */
	street: number;
	/** Motor vehicles in a day; null where nobody has counted. */
	vehicles: number | null;
	cycle: 'priority' | 'main' | null;
	bus: { critical: boolean; trunk: boolean; rush_hour: number } | null;
	tram: 'service' | 'idle' | null;
}

export interface Nuisance {
	/** 0 to 5: the worst of all kinds of traffic. */
	index: number;
	car: number;
	cycle: number;
	bus: number;
	tram: number;
	classes: CarClasses;
	/** Counted, or supposed from the class of the street. */
	vehicles: number;
	volume_assumed: boolean;
	/** Kinds of traffic of which the map knows nothing here. */
	unknown: ('cycle' | 'bus')[];
}

/** The nuisance of a work with its parts. */
export function nuisanceOf(facts: NuisanceFacts): Nuisance {
	const volume_assumed = facts.vehicles === null && facts.street > 0;
	const vehicles = facts.vehicles ?? ASSUMED_VOLUME[facts.street] ?? 0;
	const classes = {
		duration: durationClass(facts.days),
		street: facts.street,
		// As published: without a street class no volume is read.
		volume: facts.street === 0 ? 0 : volumeClass(vehicles),
		lanes: LANE_CLASS[facts.traffic_effect],
		length: lengthClass(facts.length_m, facts.traffic_effect)
	};
	const [car, cycle] = [carIndex(classes), cycleClass(facts.cycle)];
	const [bus, tram] = [busClass(facts.bus), tramClass(facts.tram)];
	const unknown: Nuisance['unknown'] = [];
	if (facts.cycle === null) unknown.push('cycle');
	if (facts.bus === null) unknown.push('bus');
	const index = Math.max(car, cycle, bus, tram);
	return { index, car, cycle, bus, tram, classes, vehicles, volume_assumed, unknown };
}
