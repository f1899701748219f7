import { setTimeout as sleep } from 'node:timers/promises';
import type { Application } from './application.ts';

/** Kills the application at even distances, each time a moment after an acknowledgement, and starts it again. */
export class Killer {
	done = 0;
	#busy: Promise<void> = Promise.resolve();
	#striking = false;
	readonly #app: Application;
	readonly #saves: number;
	readonly #kills: number;

	constructor(app: Application, { saves, kills }: { saves: number; kills: number }) {
		this.#app = app;
		this.#saves = saves;
		this.#kills = kills;
	}

	heard(acknowledged: number): void {
		const due = ((this.done + 0.5) * this.#saves) / this.#kills;
		if (this.#striking || acknowledged < due || this.done >= this.#kills) return;
		this.#striking = true;
		this.#busy = this.#strike().finally(() => (this.#striking = false));
	}

	async rest(): Promise<void> {
		await this.#busy;
	}

	async #strike(): Promise<void> {
		// Not always at the same point of a save.
		await sleep(Math.random() * 40);
		await this.#app.kill();
		this.done++;
		await this.#app.start();
	}
}
