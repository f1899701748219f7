import type { EditSession, ModeName } from '../types.ts';

/** A running interaction. */
export interface Mode extends EditSession {
	name: ModeName;
	/** Places a vertex in the middle of the map: drawing from the keyboard. */
	addAtCenter?(): void;
}

/** One interaction at a time: starting one ends the one before. */
export class Modes {
	#current: Mode | null = null;
	#onchange: (name: ModeName) => void;

	constructor(onchange: (name: ModeName) => void) {
		this.#onchange = onchange;
	}

	get current(): Mode | null {
		return this.#current;
	}

	/** Starts a mode; `make` gets the function to call when it ends by itself. */
	start(make: (ended: () => void) => Mode): EditSession {
		this.cancel();
		const mode = make(() => this.#end(mode));
		this.#current = mode;
		this.#onchange(mode.name);
		return {
			undo: () => mode.undo(),
			finish: () => mode.finish(),
			cancel: () => {
				if (this.#current === mode) this.cancel();
			}
		};
	}

	cancel(): void {
		const mode = this.#current;
		if (!mode) return;
		mode.cancel();
		this.#end(mode);
	}

	#end(mode: Mode): void {
		if (this.#current !== mode) return;
		this.#current = null;
		this.#onchange('select');
	}
}
