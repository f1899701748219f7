import type { Icon } from '../icon.ts';

/** One thing found: a place, a record, a person, a command. */
export interface SearchResult {
	/** Unique among the results of its source. */
	id: string;
	title: string;
	/** What tells it from others of the same name. */
	detail?: string;
	icon?: Icon;
	/** A reference or figure at its end. */
	aside?: string;
	/** Where it leads, unless `run` does something else. */
	href?: string;
	run?: () => void;
}

/** Results of one kind, under a title. */
export interface SearchGroup {
	id: string;
	title: string;
	results: SearchResult[];
}

/**
 * Somebody who can answer a query: the page's map, the list of modules, the whole archive. `order` places its groups,
 * low first. `signal` is aborted as soon as the person types on.
 */
export interface SearchSource {
	id: string;
	order: number;
	search: (query: string, signal: AbortSignal) => Promise<SearchGroup[]> | SearchGroup[];
}
