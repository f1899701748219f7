import { untrack } from 'svelte';
import type { EditSession } from '#lib/map/types.ts';
import { LIMITS } from '../rules/limits.ts';
import type { DigForm } from './dig-form.svelte.ts';
import type { Room } from './room.svelte.ts';

/** How a work is drawn: its line, to which a width belongs, or the surface it opens. */
export type TrenchKind = 'line' | 'polygon';

/** Drawing and adjusting the trench of a form on the room's map. */
export class Trench {
	phase = $state<'idle' | 'drawing' | 'adjusting'>('idle');
	kind = $state<TrenchKind>('line');
	/** Points set so far while drawing. */
	points = $state(0);
	/** The line as it stands under the pointer, WGS84; the form's own once drawn. */
	sketch = $state.raw<GeoJSON.Geometry | null>(null);
	#session: EditSession | undefined;
	readonly #room: Room;
	readonly #form: DigForm;

	constructor(room: Room, form: DigForm) {
		this.#room = room;
		this.#form = form;
	}

	/** What is drawn now, finished or not; null before the second point. */
	get shape(): GeoJSON.Geometry | null {
		if (this.phase === 'idle') return this.#form.geometry;
		return this.phase === 'adjusting' || this.points > 0 ? this.sketch : null;
	}

	/** Whether what is drawn so far can be finished. */
	get enough(): boolean {
		return this.phase === 'adjusting' || this.points >= (this.kind === 'line' ? 2 : 3);
	}

	draw(kind: TrenchKind): void {
		this.stop();
		const handle = untrack(() => this.#room.handle);
		if (!handle) return;
		this.kind = kind;
		this.#begin('drawing');
		this.#session = handle.startDraw({
			type: kind,
			snap: ['streets'],
			onchange: (drawn) => {
				this.points = drawn?.vertices ?? 0;
				// What has only begun says nothing yet.
				const begun = kind === 'line' ? (drawn?.length ?? 0) < LIMITS.length.min : this.points < 3;
				this.sketch = drawn && !begun ? drawn.geometry : null;
			},
			onend: (drawn) => this.#end(drawn.geometry),
			oncancel: () => this.#end(null)
		});
	}

	adjust(): void {
		this.stop();
		const handle = untrack(() => this.#room.handle);
		const geometry = this.#form.geometry;
		if (!handle || !geometry) return;
		this.#begin('adjusting');
		this.sketch = geometry;
		this.#session = handle.startModify({
			geometry,
			snap: ['streets'],
			onchange: (drawn) => {
				this.sketch = drawn.geometry;
				this.#form.geometry = drawn.geometry;
			},
			onend: (drawn) => this.#end(drawn.geometry),
			oncancel: () => this.#end(null)
		});
	}

	undo(): void {
		this.#session?.undo();
	}

	finish(): void {
		this.#session?.finish();
	}

	/** Ends the mode and keeps what the form holds. */
	stop(): void {
		const session = this.#session;
		this.#session = undefined;
		session?.cancel();
		this.#rest();
	}

	#begin(phase: 'drawing' | 'adjusting'): void {
		this.phase = phase;
		this.points = 0;
		this.sketch = null;
		this.#room.busy = true;
	}

	#end(geometry: GeoJSON.Geometry | null): void {
		if (geometry) this.#form.geometry = geometry;
		this.#session = undefined;
		this.#rest();
	}

	#rest(): void {
		this.phase = 'idle';
		this.sketch = null;
		this.points = 0;
		this.#room.busy = false;
	}
}
