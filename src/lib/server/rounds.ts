import { log } from './log/log.ts';

/** Work that is done again and again, never twice at once in one process. */
export interface Rounds {
	/** Now, or once more after the round that is running. */
	poke(): void;
	/** Ends it; resolves when the running round has ended. */
	stop(): Promise<void>;
}

/** Does the work now, every `everyMs` and whenever it is poked. A failure is logged and ends only its round. */
export function keepRounds(name: string, everyMs: number, work: () => Promise<void>): Rounds {
	let running: Promise<void> | undefined;
	let again = false;
	let stopped = false;
	function poke(): void {
		if (stopped) return;
		if (running) {
			again = true;
			return;
		}
		running = work()
			.catch((error: unknown) => log.error(`${name} failed`, { error }))
			.finally(() => {
				running = undefined;
				if (!again) return;
				again = false;
				poke();
			});
	}
	const timer = setInterval(poke, everyMs);
	timer.unref();
	poke();
	return {
		poke,
		async stop() {
			stopped = true;
			clearInterval(timer);
			await running;
		}
	};
}
