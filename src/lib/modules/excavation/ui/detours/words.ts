import { m } from '#lib/paraglide/messages.js';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';
import type { Clash, Meeting } from '../../rules/types.ts';

/** Whose detour is in whose way, as the work on this page says it. @param other id of the other work. */
export function ledWords(meeting: Meeting, other: string, prefs: Preferences): string {
	const of = meeting.detours?.of ?? [];
	// On record the works stand in an order of their own; in a check the work asked about is `a`.
	const mine = 'a' in meeting && (meeting as Clash).a.id === other ? 'b' : 'a';
	if (of.length > 1) return m.excavation_c5_detour_both({}, prefs);
	return of[0] === mine ? m.excavation_c5_detour_mine({}, prefs) : m.excavation_c5_detour_theirs({}, prefs);
}
