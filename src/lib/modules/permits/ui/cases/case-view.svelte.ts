import { callApi, asProblem, type Problem } from '#lib/kernel/api-client.ts';
import type { AroundCase } from '../../rules/site/around-case.ts';
import type { Statement } from '../site/api.ts';

/** What lies around the plot of a case, as `GET /api/v1/permits/{reference}/site` gives it. */
export type CaseSite = Statement & AroundCase;

/** What desk and map of a case show each other: the answer of a rule, a note, the place of one that is being written. */
export class CaseView {
	/** Index of the result that is shown on the map. */
	result = $state<number | null>(null);
	/** Number of the note that is shown. */
	note = $state<number | null>(null);
	/** A note is being written: a press on the map is its place. */
	writing = $state(false);
	/** Its place, WGS84. */
	pin = $state.raw<[number, number] | null>(null);
	around = $state.raw<CaseSite | null>(null);
	problem = $state.raw<Problem | null>(null);
	/** The surroundings are drawn. */
	drawn = $state(true);
	#asked = '';

	/** Reads what lies around; once for a version of a case. */
	async load(reference: string, version: number): Promise<void> {
		const asked = `${reference} ${version}`;
		if (this.#asked === asked) return;
		this.#asked = asked;
		this.problem = null;
		try {
			const found = await callApi<CaseSite>('GET', `permits/${reference}/site`);
			if (this.#asked === asked) this.around = found;
		} catch (thrown) {
			this.problem = asProblem(thrown);
			this.#asked = '';
		}
	}

	/** One thing is shown at a time. */
	show({ result = null, note = null }: { result?: number | null; note?: number | null }): void {
		this.result = result;
		this.note = note;
	}

	stopWriting(): void {
		this.writing = false;
		this.pin = null;
	}
}
