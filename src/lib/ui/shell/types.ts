import type { Icon } from '../icon.ts';
import type { PreferenceValues } from '../theme/preferences.svelte.ts';

/** The signed-in person as the shell shows them. */
export interface ShellMe {
	name_ar: string;
	name_en: string;
	username: string;
	/** Where they work; null for a person without a unit. */
	unit: { name_ar: string; name_en: string } | null;
	/** Roles held today. */
	roles: readonly string[];
	preferences: Partial<PreferenceValues>;
}

/** What `(staff)/+layout.server.ts` returns to the shell. */
export interface ShellData {
	me: ShellMe | null;
}

/** One module in the rail. */
export interface RailItem {
	href: string;
	label: string;
	icon: Icon;
	/** Who sees it; absent: everyone signed in. */
	roles?: readonly string[];
	/** How much waits there for this person, and the same in words; nothing is shown of none. */
	waiting?: { count: number; words: string };
}

/** The entries this person may open. */
export function permittedItems(items: readonly RailItem[], roles: readonly string[]): RailItem[] {
	return items.filter((item) => !item.roles || item.roles.some((role) => roles.includes(role)));
}

/** The address among `hrefs` that `path` is inside; the longest where one contains another. */
export function moduleOf(path: string, hrefs: readonly string[]): string | undefined {
	return hrefs
		.filter((href) => path === href || path.startsWith(`${href}/`))
		.toSorted((a, b) => b.length - a.length)[0];
}
