import { m } from '#lib/paraglide/messages.js';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';
import type { ObjectionSubject, Service } from '../../rules/neighbours/schema.ts';

type Words<Code extends string> = Record<Code, (inputs: object, reader: { locale: 'ar' | 'en' }) => string>;

export const SERVICE: Words<Service> = {
	handed: m.neighbours_handed,
	posted: m.neighbours_posted,
	not_found: m.neighbours_not_found
};

export const ABOUT: Words<ObjectionSubject> = {
	light: m.neighbours_about_light,
	structure: m.neighbours_about_structure,
	boundary: m.neighbours_about_boundary,
	access: m.neighbours_about_access,
	other: m.neighbours_about_other
};

/** What a plot is called. */
export const plotName = ({ n, parcel }: { n: number; parcel: string | null }, prefs: Preferences): string =>
	parcel
		? m.neighbours_plot({ number: `\u2068${parcel}\u2069` }, prefs)
		: m.neighbours_plot_unnumbered({ n: prefs.number(n) }, prefs);
