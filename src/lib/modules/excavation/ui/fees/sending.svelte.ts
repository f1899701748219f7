import { m } from '#lib/paraglide/messages.js';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';
import { call } from '../api.ts';
import { asProblem, Keys } from '../save.ts';

/** One form's sending: busy while it lasts, the refusal's words beside the fields they are about. */
export class Sending {
	busy = $state(false);
	/** Words by field; what belongs to no field under ''. */
	errors = $state.raw<Record<string, string>>({});
	#keys = new Keys();

	/** @returns the answer; undefined when it was refused. */
	async send<T>(
		method: 'POST' | 'PUT' | 'PATCH',
		path: string,
		body: unknown,
		prefs: Preferences
	): Promise<T | undefined> {
		this.busy = true;
		this.errors = {};
		try {
			const key = method === 'POST' ? { key: this.#keys.for([path, body]) } : {};
			return await call<T>(method, path, { body, ...key });
		} catch (thrown) {
			const problem = asProblem(thrown);
			this.errors = Object.fromEntries(problem.errors.map((e) => [e.path, e.message]));
			if (!problem.errors.length) this.errors = { '': problem.message || m.excavation_offline({}, prefs) };
			return undefined;
		} finally {
			this.busy = false;
		}
	}
}
