import { createSubscriber } from 'svelte/reactivity';
import { onThemeChange } from '#lib/ui/theme/tokens.ts';
import { isDark } from './style/current.ts';
import { PALETTES, type Palette } from './style/palette.ts';

const subscribe = createSubscriber((update) => onThemeChange(update));

/** The map's colours of this moment, for what is drawn beside the map. On the server always the light ones. */
export function useMapTheme(): { readonly palette: Palette } {
	return {
		get palette() {
			if (typeof document === 'undefined') return PALETTES.light;
			subscribe();
			return PALETTES[isDark() ? 'dark' : 'light'];
		}
	};
}
