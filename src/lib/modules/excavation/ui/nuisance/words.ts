import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/display/tone.ts';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';

/** From here on a work disturbs somewhat, and much. */
const SOME = 2;
const MUCH = 3.5;

export function nuisanceTone(index: number): Tone {
	return index >= MUCH ? 'blocked' : index >= SOME ? 'waiting' : 'neutral';
}

export function nuisanceWord(index: number, prefs: Preferences): string {
	if (index >= MUCH) return m.nuisance_much({}, prefs);
	return index >= SOME ? m.nuisance_some({}, prefs) : m.nuisance_little({}, prefs);
}
