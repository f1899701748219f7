import { m } from '#lib/paraglide/messages.js';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';

/** A length in words, from metres: centimetres matter below a kilometre. */
export function lengthWords(metres: number, prefs: Preferences): string {
	if (metres >= 1000) return m.map_unit_km({ value: prefs.number(metres / 1000, 2) }, prefs);
	return m.map_unit_m({ value: prefs.number(metres, metres < 100 ? 2 : 1) }, prefs);
}

/** A round length in words, from metres, without decimals where there are none. */
export function wholeLengthWords(metres: number, prefs: Preferences): string {
	if (metres >= 1000) return m.map_unit_km({ value: prefs.number(metres / 1000) }, prefs);
	return m.map_unit_m({ value: prefs.number(metres) }, prefs);
}

/** An area in words, from square metres. */
export function areaWords(metres: number, prefs: Preferences): string {
	if (metres >= 1_000_000) return m.map_unit_km2({ value: prefs.number(metres / 1_000_000, 2) }, prefs);
	return m.map_unit_m2({ value: prefs.number(metres, metres < 1000 ? 1 : 0) }, prefs);
}

/** Square metres of a feddan: 24 qirat of 175.035 m². */
const FEDDAN = 4200.83;

/** An area as people here speak of land, or null below a tenth of a feddan. */
export function feddanWords(metres: number, prefs: Preferences): string | null {
	if (metres < FEDDAN / 10) return null;
	return m.map_unit_feddan({ value: prefs.number(metres / FEDDAN, 2) }, prefs);
}
