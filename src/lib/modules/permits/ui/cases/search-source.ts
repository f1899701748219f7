import FilePen from '@lucide/svelte/icons/file-pen';
import { callApi } from '#lib/kernel/api-client.ts';
import { m } from '#lib/paraglide/messages.js';
import type { SearchSource } from '#lib/ui/search/types.ts';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';
import type { PermitListed } from '../../rules/life/types.ts';
import { plotWords } from './plot-words.ts';
import { KIND, STATE } from './words.ts';
import { LIFE } from './works-words.ts';

const MOST = 5;

/** What is not on the map yet, for the search box of those who may list cases: drafts, and requests for statements. */
export function draftSearchSource(prefs: Preferences): SearchSource {
	return {
		id: 'drafts',
		order: 20,
		async search(query, signal) {
			if (query.length < 2) return [];
			const asked = [
				{ life: 'licence', state: 'draft' },
				{ life: 'statement', state: '' }
			].map(({ life, state }) => {
				const params = new URLSearchParams({ q: query.slice(0, 100), life, limit: String(MOST) });
				if (state) params.set('state', state);
				return callApi<{ items: PermitListed[] }>('GET', `permits?${params}`, { signal });
			});
			const found = (await Promise.all(asked)).flatMap(({ items }) => items);
			const results = found.map((permit) => ({
				id: permit.reference,
				title: permit.reference,
				detail: [
					(permit.life === 'licence' ? KIND[permit.kind] : LIFE[permit.life])({}, prefs),
					STATE[permit.state]({}, prefs),
					plotWords(permit.parcel, prefs),
					permit.address
				]
					.filter(Boolean)
					.join(' · '),
				icon: FilePen,
				href: `/permits/${permit.reference}`
			}));
			return results.length ? [{ id: 'drafts', title: m.permits_search_drafts({}, prefs), results }] : [];
		}
	};
}
