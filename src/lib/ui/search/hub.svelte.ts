import { getContext, setContext } from 'svelte';
import type { SearchGroup, SearchResult, SearchSource } from './types.ts';

const KEY = Symbol('search');
const PAUSE_MS = 120;

/** Everything the search box can find, asked together; a slow or failing source holds nobody up. */
export class SearchHub {
	groups = $state.raw<SearchGroup[]>([]);
	busy = $state(false);
	/** Some source failed: the answer may lack something. */
	failed = $state(false);
	/* eslint-disable svelte/prefer-svelte-reactivity -- only `groups` is watched */
	#sources = new Map<string, SearchSource>();
	#answers = new Map<string, SearchGroup[]>();
	/* eslint-enable svelte/prefer-svelte-reactivity */
	#running: AbortController | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;

	readonly results: SearchResult[] = $derived(this.groups.flatMap((group) => group.results));

	/** Adds a source (replacing one of the same id); call the answer to take it away. For `$effect` and `onMount`. */
	register(source: SearchSource): () => void {
		this.#sources.set(source.id, source);
		return () => {
			if (this.#sources.get(source.id) === source) this.#sources.delete(source.id);
		};
	}

	/** Asks all sources after a short pause in typing. */
	ask(query: string): void {
		clearTimeout(this.#timer);
		this.#running?.abort();
		this.#running = new AbortController();
		const { signal } = this.#running;
		this.busy = true;
		this.#timer = setTimeout(() => void this.#run(query.trim(), signal), PAUSE_MS);
	}

	stop(): void {
		clearTimeout(this.#timer);
		this.#running?.abort();
		this.busy = false;
	}

	async #run(query: string, signal: AbortSignal): Promise<void> {
		this.#answers.clear();
		this.failed = false;
		const sources = [...this.#sources.values()].toSorted((a, b) => a.order - b.order);
		await Promise.all(
			sources.map(async (source) => {
				try {
					const found = await source.search(query, signal);
					if (signal.aborted) return;
					this.#answers.set(source.id, found);
				} catch {
					if (signal.aborted) return;
					this.failed = true;
					this.#answers.set(source.id, []);
				}
				this.groups = sources
					.flatMap((s) => this.#answers.get(s.id) ?? [])
					.filter((group) => group.results.length > 0);
			})
		);
		if (!signal.aborted) this.busy = false;
	}
}

export function provideSearch(): SearchHub {
	return setContext(KEY, new SearchHub());
}

/** The search of this page; a page adds its own source with `register`. */
export function useSearch(): SearchHub {
	return getContext<SearchHub | undefined>(KEY) ?? new SearchHub();
}
