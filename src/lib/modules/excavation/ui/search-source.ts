import { mapSearchSource } from '#lib/map/search-source.ts';
import type { Box } from '#lib/map/types.ts';
import type { SearchResult, SearchSource } from '#lib/ui/search/types.ts';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';

interface OnMap {
	show(box: Box): void;
	/** Marks a place that has no feature of its own; null takes the mark away. */
	mark(at: [number, number] | null): void;
}

/**
 * What the search finds on the map, shown on the room's own map: a person who is drawing looks for the street and
 * must not leave the page.
 */
export function roomSearchSource(prefs: Preferences, map: OnMap): SearchSource {
	const everywhere = mapSearchSource(prefs);
	return {
		...everywhere,
		async search(query, signal) {
			const groups = await everywhere.search(query, signal);
			return groups.map((group) => ({ ...group, results: group.results.map((r) => here(r, map)) }));
		}
	};
}

/** The same result, run on this map instead of leading to another page. */
function here({ href, ...result }: SearchResult, map: OnMap): SearchResult {
	const link = new URLSearchParams(href?.split('?')[1]);
	const box = numbers(link.get('at'));
	if (box.length !== 4) return { ...result, ...(href ? { href } : {}) };
	const pin = numbers(link.get('pin'));
	return {
		...result,
		run() {
			map.mark(pin.length === 2 ? (pin as [number, number]) : null);
			map.show(box as unknown as Box);
		}
	};
}

const numbers = (text: string | null) => (text ?? '').split(',').filter(Boolean).map(Number);
