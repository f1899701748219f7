import { m } from '#lib/paraglide/messages.js';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';
import type { HowOften, InterestNews } from '../../rules/index.ts';
import type { Words } from '../words.ts';

export const OFTEN: Words<HowOften> = {
	at_once: m.alert_often_at_once,
	weekly: m.alert_often_weekly
};

export const INTEREST: Words<InterestNews> = {
	planned: m.excavation_interest_planned,
	granted: m.excavation_interest_granted,
	started: m.excavation_interest_started,
	changed: m.excavation_interest_changed
};

const HECTARE = 10_000;
const KM2 = 1_000_000;

/** An area in the unit that people picture: hectares, beyond a hundred square kilometres. */
export function areaWords(m2: number, prefs: Preferences): string {
	if (m2 >= KM2) return m.alert_km2({ area: prefs.number(m2 / KM2, 1) }, prefs);
	return m.alert_hectares({ area: prefs.number(m2 / HECTARE, 1) }, prefs);
}
