import { untrack } from 'svelte';
import type { EditSession } from '#lib/map/types.ts';
import type { DetourLine, ProposedDetour } from '../../rules/detours/types.ts';
import { call, Problem } from '../api.ts';
import type { Room } from '../room.svelte.ts';
import { DETOUR_STYLE } from './overlay.ts';

/** Where the list of detours is kept. */
interface Kept {
	get(): readonly DetourLine[];
	set(detours: readonly DetourLine[]): void;
}

/** Taking, drawing and removing detours on the room's map. */
export class Detouring {
	phase = $state<'idle' | 'asking' | 'drawing'>('idle');
	/** Points set so far while drawing. */
	points = $state(0);
	problem = $state.raw<Problem | null>(null);
	/** The road graph was asked, and knows no other way. */
	nothing = $state(false);
	#session: EditSession | undefined;
	readonly #room: Room;
	readonly #kept: Kept;

	constructor(room: Room, kept: Kept) {
		this.#room = room;
		this.#kept = kept;
	}

	/** Puts the ways that the road graph knows in the place of those taken from it before. */
	async take(geometry: GeoJSON.Geometry, width_m: number | null): Promise<void> {
		this.stop();
		this.phase = 'asking';
		try {
			const { detours } = await call<{ detours: ProposedDetour[] }>('POST', 'detours', {
				body: { geometry, width_m }
			});
			this.nothing = detours.length === 0;
			const drawn = this.#kept.get().filter((d) => d.origin === 'drawn');
			this.#kept.set([
				...drawn,
				...detours.map(({ origin, length_m, geometry }) => ({ origin, length_m, geometry }))
			]);
		} catch (thrown) {
			if (!(thrown instanceof Problem)) throw thrown;
			this.problem = thrown;
		}
		if (this.phase === 'asking') this.phase = 'idle';
	}

	draw(): void {
		this.stop();
		const handle = untrack(() => this.#room.handle);
		if (!handle) return;
		this.phase = 'drawing';
		this.#room.busy = true;
		this.#session = handle.startDraw({
			type: 'line',
			snap: ['streets'],
			style: DETOUR_STYLE,
			onchange: (drawn) => (this.points = drawn?.vertices ?? 0),
			onend: ({ geometry, length }) => {
				if (geometry.type === 'LineString')
					this.#kept.set([...this.#kept.get(), { origin: 'drawn', length_m: length, geometry }]);
				this.#rest();
			},
			oncancel: () => this.#rest()
		});
	}

	finish(): void {
		this.#session?.finish();
	}

	undo(): void {
		this.#session?.undo();
	}

	remove(index: number): void {
		this.nothing = false;
		this.#kept.set(this.#kept.get().filter((_, i) => i !== index));
	}

	/** Ends the mode and keeps what is there. */
	stop(): void {
		const session = this.#session;
		this.#session = undefined;
		session?.cancel();
		this.problem = null;
		this.nothing = false;
		if (this.phase !== 'idle') this.#rest();
	}

	#rest(): void {
		this.#session = undefined;
		this.phase = 'idle';
		this.points = 0;
		this.#room.busy = false;
	}
}
