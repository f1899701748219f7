import type { SearchHub } from './hub.svelte.ts';
import type { SearchResult } from './types.ts';

/** What a search field does with keys; shared by the box in the top bar and the palette on phones. */
export class SearchField {
	query = $state('');
	open = $state(false);
	active = $state(0);
	#hub: SearchHub;
	#leave: (result: SearchResult) => void;

	/** `leave` is told what was chosen, after the field has closed. */
	constructor(hub: SearchHub, leave: (result: SearchResult) => void) {
		this.#hub = hub;
		this.#leave = leave;
	}

	show(): void {
		if (this.open) return;
		this.open = true;
		this.active = 0;
		this.#hub.ask(this.query);
	}

	hide(): void {
		this.open = false;
		this.#hub.stop();
	}

	type(text: string): void {
		this.query = text;
		this.open = true;
		this.active = 0;
		this.#hub.ask(text);
	}

	choose(result: SearchResult): void {
		this.hide();
		this.query = '';
		result.run?.();
		this.#leave(result);
	}

	press(event: KeyboardEvent): void {
		const count = this.#hub.results.length;
		if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
			event.preventDefault();
			if (!this.open) return this.show();
			if (count > 0) this.active = (this.active + (event.key === 'ArrowDown' ? 1 : count - 1)) % count;
		} else if (event.key === 'Enter' && this.open) {
			event.preventDefault();
			const result = this.#hub.results[this.active];
			if (result) this.choose(result);
		} else if (event.key === 'Escape' && this.open) {
			event.preventDefault();
			event.stopPropagation();
			this.hide();
		}
	}
}
