import { uuidv7 } from '#lib/kernel/ids.ts';
import { Problem } from './api.ts';
import type { DigForm } from './dig-form.svelte.ts';

/** One key per content: sending the same again is harmless, sending something else is a new request. */
export class Keys {
	#body = '';
	#key = '';

	for(body: unknown): string {
		const text = JSON.stringify(body);
		if (text !== this.#body) {
			this.#body = text;
			this.#key = uuidv7();
		}
		return this.#key;
	}
}

/** Puts a refusal's field messages beside the fields. A broken geometry belongs to the line. */
export function showProblem(form: DigForm, problem: Problem): void {
	const errors = Object.fromEntries(
		problem.errors.map((e) => [e.path.replace(/^geometry\..*/, 'geometry'), e.message])
	);
	if (problem.code.startsWith('geometry_')) errors.geometry = problem.message;
	form.errors = errors;
}

/** Anything thrown while saving, as a problem to show; a mistake of ours is thrown on. */
export function asProblem(thrown: unknown): Problem {
	if (thrown instanceof Problem) return thrown;
	throw thrown;
}
