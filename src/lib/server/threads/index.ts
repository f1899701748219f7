import { Worker } from 'node:worker_threads';

/** What one piece of work may cost. */
export interface Bounds {
	seconds: number;
	megabytes: number;
	/** Pieces that are done at one time; more wait their turn. */
	atOnce: number;
}

/**
 * Work on the bytes of strangers, each in a thread of its own that is bounded in time and memory: a hostile file costs
 * itself only, and nobody else waits for it. The script finds the bytes in `workerData` and posts one message.
 */
export class Threads<Told> {
	readonly #script: string;
	readonly #bounds: Bounds;
	#working = 0;
	readonly #waiting: (() => void)[] = [];

	constructor(script: string, bounds: Bounds) {
		this.#script = script;
		this.#bounds = bounds;
	}

	/** @throws Error when it took too long, too much memory, or ended without a word. */
	async do(bytes: Uint8Array): Promise<Told> {
		if (this.#working >= this.#bounds.atOnce)
			await new Promise<void>((resolve) => this.#waiting.push(resolve));
		this.#working += 1;
		try {
			return await this.#alone(bytes);
		} finally {
			this.#working -= 1;
			this.#waiting.shift()?.();
		}
	}

	async #alone(bytes: Uint8Array): Promise<Told> {
		// A copy with a buffer of its own, which goes to the thread as it is.
		const given = bytes.slice();
		const worker = new Worker(this.#script, {
			workerData: given,
			transferList: [given.buffer],
			resourceLimits: { maxOldGenerationSizeMb: this.#bounds.megabytes }
		});
		let timer: NodeJS.Timeout | undefined;
		try {
			return await new Promise<Told>((resolve, reject) => {
				worker.once('message', resolve);
				worker.once('error', reject);
				worker.once('exit', () => reject(new Error('the thread ended without an answer')));
				timer = setTimeout(() => reject(new Error('too long')), this.#bounds.seconds * 1000);
			});
		} finally {
			clearTimeout(timer);
			await worker.terminate();
		}
	}
}
