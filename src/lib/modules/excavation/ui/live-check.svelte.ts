import type { CheckResult } from '../rules/index.ts';
import { call, Problem } from './api.ts';

/** How long a line must rest before it is asked about: less than a person notices. */
const REST_MS = 60;

/** Asks what a trench would meet while it is being drawn; the last question wins, the last answer stays meanwhile. */
export class LiveCheck {
	result = $state.raw<CheckResult | null>(null);
	problem = $state.raw<Problem | null>(null);
	busy = $state(false);
	#asked = '';
	#timer: ReturnType<typeof setTimeout> | undefined;
	#running: AbortController | undefined;

	/** Null: there is nothing to ask about. The same question again is not asked again. */
	ask(question: Record<string, unknown> | null): void {
		const text = question ? JSON.stringify(question) : '';
		if (text === this.#asked) return;
		this.#asked = text;
		clearTimeout(this.#timer);
		if (question) this.#timer = setTimeout(() => void this.#send(question), REST_MS);
		else this.#settle(null, null);
	}

	/** Asks the last question again: somebody else's work may have changed the answer. */
	repeat(): void {
		if (this.#asked) void this.#send(JSON.parse(this.#asked) as Record<string, unknown>);
	}

	stop(): void {
		clearTimeout(this.#timer);
		this.#running?.abort();
	}

	async #send(body: Record<string, unknown>): Promise<void> {
		this.#running?.abort();
		const running = (this.#running = new AbortController());
		this.busy = true;
		try {
			const result = await call<CheckResult>('POST', 'check', { body, signal: running.signal });
			if (this.#running === running) this.#settle(result, null);
		} catch (failure) {
			if (this.#running === running && failure instanceof Problem) this.#settle(null, failure);
		}
	}

	#settle(result: CheckResult | null, problem: Problem | null): void {
		this.result = result;
		this.problem = problem;
		this.busy = false;
	}
}
