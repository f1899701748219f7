import { getContext, setContext } from 'svelte';
import type { MapState } from '#lib/map/map-state.svelte.ts';
import type { MapHandle, MapPick, Overlay } from '#lib/map/types.ts';
import { TimelineDesk } from './timeline/desk.svelte.ts';
import { stopHeights, type SheetStop } from '#lib/ui/layout/sheet.ts';

/** Below this width in px the panel is a sheet over the map. */
const NARROW = 768;

const KEY = Symbol('excavation room');

/** The map that stays while the pages of the module come and go beside it. */
export class Room {
	readonly map: MapState;
	/** Null until the map stands. */
	handle = $state.raw<MapHandle | null>(null);
	/** What the page in front draws over the layers. */
	overlays = $state.raw<readonly Overlay[]>([]);
	/** Works as bars over days, in step with the map. */
	readonly timeline = new TimelineDesk();
	/** Takes a click on the map; false leaves it to the room. */
	pick: ((pick: MapPick) => boolean) | null = null;
	/** A page that draws keeps the pointer for itself. */
	busy = $state(false);

	constructor(map: MapState) {
		this.map = map;
	}

	/** Brings a place into the part of the map that the sheet of a phone, at its stop, leaves free. */
	fit(target: Parameters<MapHandle['fit']>[0], stop: SheetStop, maxZoom: number): void {
		if (innerWidth >= NARROW) return this.handle?.fit(target, { padding: 90, maxZoom });
		const covered = stop === 'full' ? 0 : stopHeights(innerHeight)[stop];
		this.handle?.fit(target, { padding: [72, 32, covered + 32, 32], maxZoom });
	}
}

export function provideRoom(map: MapState): Room {
	return setContext(KEY, new Room(map));
}

export function useRoom(): Room {
	return getContext<Room>(KEY);
}
