import { m } from '#lib/paraglide/messages.js';
import type { DetourMeeting } from '../../rules/index.ts';

/** Whose detour is in whose way; `a` is the work that is spoken of. */
export function explainLed({ of }: DetourMeeting, locale: 'ar' | 'en'): string {
	if (of.length > 1) return m.excavation_c5_detour_both({}, { locale });
	return of[0] === 'a'
		? m.excavation_c5_detour_mine({}, { locale })
		: m.excavation_c5_detour_theirs({}, { locale });
}
