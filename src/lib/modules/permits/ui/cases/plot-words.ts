import { bidiTyped } from '#lib/kernel/bidi.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';

interface Plot {
	name: string | null;
	block?: Bilingual | null;
}

/** A plot by its number and the block in which that number counts; empty where it has no number. */
export function plotWords({ name, block }: Plot, prefs: Preferences): string {
	if (!name) return '';
	const plot = m.permits_plot_picked({ name }, prefs);
	return block ? m.permits_plot_in_block({ plot, block: prefs.pick(block) }, prefs) : plot;
}

/** Where a case is: its plot, and the address as it was typed. */
export function placeWords(
	{ parcel, address }: { parcel: Plot; address: string | null },
	prefs: Preferences
): string {
	return [plotWords(parcel, prefs), address && bidiTyped(prefs.text(address))].filter(Boolean).join(' · ');
}
