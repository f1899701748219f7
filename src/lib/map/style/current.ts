import type { StyleContext } from './context.ts';
import { PALETTES } from './palette.ts';

const FONT = "'IBM Plex Sans Arabic', 'IBM Plex Sans', system-ui, sans-serif";

/** The style context of this moment: the page's theme, the reader's language, this screen. */
export function currentContext(locale: 'ar' | 'en'): StyleContext {
	return {
		palette: PALETTES[isDark() ? 'dark' : 'light'],
		locale,
		pixelRatio: Math.min(3, Math.max(1, window.devicePixelRatio)),
		font: FONT
	};
}

/** The theme in force: chosen on <html>, else what the system asks. */
export function isDark(): boolean {
	const chosen = document.documentElement.dataset['theme'];
	if (chosen === 'dark' || chosen === 'light') return chosen === 'dark';
	return matchMedia('(prefers-color-scheme: dark)').matches;
}

/** Resolves when labels can be measured and drawn in the right typeface; at the latest after a second. */
export async function fontsReady(): Promise<void> {
	const wanted = [400, 500, 600].map((w) => document.fonts.load(`${w} 12px ${FONT}`, 'شارع 12'));
	const late = new Promise((resolve) => setTimeout(resolve, 1000));
	await Promise.race([Promise.allSettled(wanted), late]);
}
