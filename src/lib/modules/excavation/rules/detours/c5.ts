import { diffDays, intersection } from '#lib/kernel/dates.ts';
import type { RuleParameters } from '../parameters.ts';
import type { Window } from '../types.ts';
import type { Severity } from '../vocabulary.ts';

/** What rule C5 looks at in a work. */
export interface C5Work {
	window: Window;
	/** Rule C1's buffer around it. */
	buffer_m: number;
}

/** The days on which the two stand in each other's way, and how heavy it is. */
export interface C5Finding {
	severity: Severity;
	window: Window;
	days: number;
}

/**
 * Rule C5 (GIPOD, myWorksites): the zone of a work touches the zone of another work's detour while both are open.
 * @param distance_m planar metres in EPSG:22992 between the work and the detour as drawn.
 */
export function c5Detour(
	work: C5Work,
	led: { window: Window },
	distance_m: number,
	{ detour_m }: Pick<RuleParameters, 'detour_m'>
): C5Finding | null {
	if (distance_m > work.buffer_m + detour_m) return null;
	const window = intersection(work.window, led.window) as Window | null;
	return window && finding(window);
}

/**
 * Rule C5: the zone of a work touches that of a line or a stop of public transport, which is there every day.
 * @param distance_m planar metres in EPSG:22992 between the work as drawn and the line or stop.
 */
export function c5Transit(
	work: C5Work,
	{ stop }: { stop: boolean },
	distance_m: number,
	{ route_m, stop_m }: Pick<RuleParameters, 'route_m' | 'stop_m'>
): C5Finding | null {
	return distance_m <= work.buffer_m + (stop ? stop_m : route_m) ? finding(work.window) : null;
}

const finding = (window: Window): C5Finding => ({
	severity: 'warn',
	window,
	days: diffDays(window.start, window.end) + 1
});
