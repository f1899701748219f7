import type { Bilingual } from '#lib/kernel/layer.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';
import type { RuleResult, Unit } from '../../rules/check/types.ts';
import { KIND_NAMES } from '../../rules/site/kind-names.ts';

const DECIMALS: Record<Unit, number> = { m: 2, m2: 2, pct: 1, ratio: 2, count: 0, egp: 0 };

/** A measured number with its unit: 2.50 m, 62.0 %. */
export function figure(value: number, unit: Unit | null, prefs: Preferences): string {
	const decimals = unit ? DECIMALS[unit] : 2;
	// What rounds to nothing has no sign.
	const number = prefs.number(Math.abs(value) < 0.5 / 10 ** decimals ? 0 : value, decimals);
	switch (unit) {
		case 'm':
			return m.site_metres({ value: number }, prefs);
		case 'm2':
			return m.site_square_metres({ value: number }, prefs);
		case 'pct':
			return m.site_percent({ value: number }, prefs);
		case 'egp':
			return m.site_pounds({ value: number }, prefs);
		default:
			return number;
	}
}

/** A limit in words: signs of comparison turn round in Arabic. */
export function limitWords({ limit, bound, unit }: RuleResult, prefs: Preferences): string {
	if (limit === null) return '';
	const value = figure(limit, unit, prefs);
	return bound === 'min' ? m.site_at_least({ value }, prefs) : m.site_at_most({ value }, prefs);
}

/** What is wrong, in words, for the map: `2.50 m, at least 3.00 m`. */
export function missWords(result: RuleResult, prefs: Preferences): string {
	return m.site_against(
		{ actual: figure(result.actual ?? 0, result.unit, prefs), limit: limitWords(result, prefs) },
		prefs
	);
}

export const picked = (text: Bilingual | null | undefined, prefs: Preferences): string =>
	text ? prefs.pick(text) : '';

export const kindWords = (kind: string, prefs: Preferences): string =>
	picked(KIND_NAMES[kind], prefs) || kind;
