import MapPin from '@lucide/svelte/icons/map-pin';
import Route from '@lucide/svelte/icons/route';
import Target from '@lucide/svelte/icons/target';
import type { SearchHit } from '#lib/kernel/map-contract.ts';
import { m } from '#lib/paraglide/messages.js';
import type { SearchResult, SearchSource } from '#lib/ui/search/types.ts';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';
import { fetchSearch } from './api.ts';
import { lengthWords } from './figures.ts';
import { boxOfLink } from './permalink.ts';

const ICONS = { street: Route, coordinate: Target, feature: MapPin };

/**
 * Everything on the map, for the search box of any page: a result leads to the map. Where the address holds a view,
 * the nearer of two equal results comes first.
 */
export function mapSearchSource(prefs: Preferences): SearchSource {
	return {
		id: 'map',
		order: 10,
		async search(query, signal) {
			if (query.length < 2) return [];
			const hits = await fetchSearch(query, {
				near: boxOfLink(new URLSearchParams(location.search)),
				signal
			});
			return [
				{ id: 'map', title: m.map_search_group({}, prefs), results: hits.map((hit) => asResult(hit, prefs)) }
			];
		}
	};
}

function asResult(hit: SearchHit, prefs: Preferences): SearchResult {
	const kind =
		hit.kind === 'coordinate'
			? m.map_search_coordinate({}, prefs)
			: hit.layerTitle && prefs.pick(hit.layerTitle);
	const length = hit.length ? lengthWords(hit.length, prefs) : '';
	const details = [hit.subtitle && prefs.pick(hit.subtitle), kind, length].filter(Boolean);
	return {
		id: hit.ref ? `${hit.ref.layer}:${hit.ref.id}` : hit.center.join(),
		title: prefs.pick(hit.title),
		detail: [...new Set(details)].join(' · '),
		icon: ICONS[hit.kind],
		href: hrefOf(hit)
	};
}

/** Where a hit is looked at: `at` is what should be in view. */
export function hrefOf(hit: SearchHit): string {
	const search = new URLSearchParams({ at: hit.bbox.map((v) => v.toFixed(5)).join(',') });
	if (hit.ref) search.set('sel', `${hit.ref.layer}:${hit.ref.id}`);
	else search.set('pin', hit.center.map((v) => v.toFixed(6)).join(','));
	return `/map?${search.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')}`;
}
