import type { Overlay } from '#lib/map/types.ts';
import type { Room } from '../room.svelte.ts';
import type { TimelineDesk } from './desk.svelte.ts';

/** Pixels around the pointer in which a work is meant. */
const REACH = 8;

/** The works that the timeline points at, marked on the map. */
export function markedOverlay({ marked }: TimelineDesk): Overlay[] {
	if (!marked) return [];
	const features = marked.map((geometry) => ({ type: 'Feature' as const, properties: {}, geometry }));
	return [
		{
			id: 'timeline',
			features: { type: 'FeatureCollection', features },
			style: 'highlight',
			order: 6
		}
	];
}

/** The pointer over a work of the map means its bar; while a day is shown, only the works of that day. */
export function pointAt({ map, timeline, busy }: Room, at: readonly [number, number] | null): void {
	if (timeline.by === null) return;
	const degrees = (360 / (256 * 2 ** map.view.zoom)) * REACH;
	const { start, end } = timeline.window;
	const days = map.time ? { start: map.time.day, end: map.time.until ?? map.time.day } : { start, end };
	timeline.point(busy ? null : at, degrees, days);
}
