import { setTimeout as sleep } from 'node:timers/promises';
import type { Application } from './application.ts';

export interface KillPlan {
	saves: number;
	/** How often the application is killed. */
	kills: number;
	/** How often its embedded database alone is killed, in between. */
	databaseKills?: number;
}

/** Kills at even distances, each time a moment after an acknowledgement, and has it started again. */
export class Killer {
	done = 0;
	databaseDone = 0;
	/** Fails when what was killed does not come back: nobody should wait for it. */
	readonly broken: Promise<never>;
	#fail: (reason: unknown) => void = () => undefined;
	#busy: Promise<void> = Promise.resolve();
	#striking = false;
	readonly #app: Application;
	readonly #saves: number;
	readonly #strikes: ('application' | 'database')[];

	constructor(app: Application, { saves, kills, databaseKills = 0 }: KillPlan) {
		this.broken = new Promise((_, reject) => (this.#fail = reject));
		this.broken.catch(() => undefined);
		this.#app = app;
		this.#saves = saves;
		this.#strikes = Array.from({ length: kills }, () => 'application');
		const apart = Math.ceil(kills / (databaseKills + 1));
		for (let n = databaseKills; n > 0; n--) this.#strikes.splice(n * apart, 0, 'database');
	}

	heard(acknowledged: number): void {
		const next = this.done + this.databaseDone;
		const due = ((next + 0.5) * this.#saves) / this.#strikes.length;
		const victim = this.#strikes[next];
		if (this.#striking || acknowledged < due || !victim) return;
		this.#striking = true;
		this.#busy = this.#strike(victim).finally(() => (this.#striking = false));
		this.#busy.catch(this.#fail);
	}

	/** @throws when the application did not come back. */
	async rest(): Promise<void> {
		await this.#busy;
	}

	async #strike(victim: 'application' | 'database'): Promise<void> {
		// Not always at the same point of a save.
		await sleep(Math.random() * 40);
		if (victim === 'database') {
			await this.#app.killDatabase();
			this.databaseDone++;
			return;
		}
		await this.#app.kill();
		this.done++;
		await this.#app.start();
	}
}
