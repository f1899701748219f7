import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';

/** Working days as they are shown: to a tenth where they are few. */
export function asShown(value: number): number {
	return value < 10 && value % 1 >= 0.05 ? Math.round(value * 10) / 10 : Math.round(value);
}

/** Working days, to a tenth where they are few; of nothing a dash. */
export function days(value: number | null, prefs: Preferences): string {
	if (value === null) return '—';
	return prefs.number(value, value < 10 && value % 1 >= 0.05 ? 1 : 0);
}
