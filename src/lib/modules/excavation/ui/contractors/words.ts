import { m } from '#lib/paraglide/messages.js';
import type { Option } from '#lib/ui/controls/options.ts';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';
import type { Contractor } from '../../rules/contractors/types.ts';

export function contractorName({ name }: Pick<Contractor, 'name'>, prefs: Preferences): string {
	return prefs.pick({ ar: name.ar, en: name.en ?? name.ar });
}

/** Whom a planner may choose from; of those whose registration is over it is said. */
export function contractorChoices(
	contractors: readonly Contractor[],
	today: string,
	prefs: Preferences
): Option[] {
	return contractors.map((contractor) => ({
		value: contractor.register_no,
		label: contractorName(contractor, prefs),
		detail:
			contractor.valid_until >= today
				? m.contractor_until({ day: prefs.date(contractor.valid_until) }, prefs)
				: m.contractor_ended({ day: prefs.date(contractor.valid_until) }, prefs)
	}));
}
