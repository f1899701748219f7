import { getContext, setContext } from 'svelte';
import type { MapState } from '#lib/map/map-state.svelte.ts';
import type { MapHandle, Overlay } from '#lib/map/types.ts';

const KEY = Symbol('excavation room');

/** The map that stays while the pages of the module come and go beside it. */
export class Room {
	readonly map: MapState;
	/** Null until the map stands. */
	handle = $state.raw<MapHandle | null>(null);
	/** What the page in front draws over the layers. */
	overlays = $state.raw<readonly Overlay[]>([]);
	/** A page that draws keeps the pointer for itself. */
	busy = $state(false);

	constructor(map: MapState) {
		this.map = map;
	}
}

export function provideRoom(map: MapState): Room {
	return setContext(KEY, new Room(map));
}

export function useRoom(): Room {
	return getContext<Room>(KEY);
}
