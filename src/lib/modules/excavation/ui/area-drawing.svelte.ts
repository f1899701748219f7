import type { EditSession } from '#lib/map/types.ts';
import type { Room } from './room.svelte.ts';

/** An area, a line, or a place that a person draws on the room's map; while it is being drawn the map picks nothing. */
export class AreaDrawing {
	session = $state.raw<EditSession | null>(null);
	/** What was drawn, in WGS84. */
	area = $state.raw<GeoJSON.Geometry | null>(null);
	readonly #room: Room;

	constructor(room: Room) {
		this.#room = room;
	}

	draw(type: 'polygon' | 'line' | 'point' = 'polygon'): void {
		const ended = () => ((this.session = null), (this.#room.busy = false));
		this.session =
			this.#room.handle?.startDraw({
				type,
				onend: ({ geometry }) => (ended(), (this.area = geometry)),
				oncancel: ended
			}) ?? null;
		this.#room.busy = this.session !== null;
	}

	/** Ends what is being drawn and forgets what was. */
	drop(): void {
		this.session?.cancel();
		this.area = null;
	}
}
