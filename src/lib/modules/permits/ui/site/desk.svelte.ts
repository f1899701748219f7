import { today } from '#lib/kernel/dates.ts';
import type { Place } from '../../rules/code/types.ts';
import { fetchStatement, Refused, type Asked, type Statement } from './api.ts';

/** The site on the desk: which plot, by which day's code, and what was answered. The last answer stays meanwhile. */
export class SiteDesk {
	statement = $state.raw<Statement | null>(null);
	refused = $state.raw<Refused | null>(null);
	busy = $state(false);
	on = $state(today());
	/** Null: as the zone has it. */
	place = $state<Place | null>(null);
	#asked: Asked | null = null;
	#running: AbortController | undefined;

	/** With what the page already brought. */
	open(statement: Statement, place: Place | null): void {
		const { plot, on } = statement.site;
		this.#asked = plot.id ? { parcel: plot.id } : null;
		this.on = on;
		this.place = place;
		this.statement = statement;
	}

	/** @returns whether it was answered. */
	ask(asked: Asked): Promise<boolean> {
		this.#asked = asked;
		return this.again();
	}

	/** The same plot by another day, or as another kind of place. */
	async again(): Promise<boolean> {
		if (!this.#asked) return false;
		this.#running?.abort();
		const running = (this.#running = new AbortController());
		this.busy = true;
		try {
			const found = await fetchStatement(this.#asked, { on: this.on, place: this.place }, running.signal);
			if (this.#running !== running) return false;
			this.statement = found;
			this.refused = null;
			if (found.site.plot.id) this.#asked = { parcel: found.site.plot.id };
			return true;
		} catch (failure) {
			if (this.#running === running && failure instanceof Refused) this.refused = failure;
			return false;
		} finally {
			if (this.#running === running) this.busy = false;
		}
	}

	close(): void {
		this.#running?.abort();
		this.#asked = null;
		this.statement = null;
		this.refused = null;
	}
}
