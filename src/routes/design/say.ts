import { usePreferences } from '#lib/ui/theme/preferences.svelte.ts';

/** The gallery's own samples, in the language of the frame they stand in. Call while a component is set up. */
export function useSay(): (ar: string, en: string) => string {
	const prefs = usePreferences();
	return (ar, en) => prefs.pick({ ar, en });
}
