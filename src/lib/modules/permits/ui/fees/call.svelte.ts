import { uuidv7 } from '#lib/kernel/ids.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';

/** One form's asking: busy while it lasts, the refusal's words by field (what belongs to no field under ''). */
export class Asking {
	busy = $state(false);
	errors = $state.raw<Record<string, string>>({});
	#sent = '';
	#key = '';

	/**
	 * Posts to the module's API; sending the same again is harmless.
	 * @returns the answer; undefined when it was refused.
	 */
	async post<T>(path: string, body: unknown, prefs: Preferences): Promise<T | undefined> {
		const text = JSON.stringify(body);
		if (text !== this.#sent) [this.#sent, this.#key] = [text, uuidv7()];
		this.busy = true;
		this.errors = {};
		try {
			const response = await fetch(`/api/v1/permits/${path}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', 'idempotency-key': this.#key },
				body: text
			}).catch(() => null);
			if (!response) throw new Error(m.permit_fees_offline({}, prefs));
			const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
			if (response.ok) return answer as T;
			const errors = (answer.errors ?? []) as { path: string; message: string }[];
			this.errors = errors.length
				? Object.fromEntries(errors.map((e) => [e.path, e.message]))
				: { '': String(answer.detail ?? '') };
		} catch (failure) {
			this.errors = { '': failure instanceof Error ? failure.message : String(failure) };
		} finally {
			this.busy = false;
		}
		return undefined;
	}
}
