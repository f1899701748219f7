import type { Palette } from './palette.ts';

/** What a style depends on besides the feature. A new one is made when the theme or the language changes. */
export interface StyleContext {
	palette: Palette;
	locale: 'ar' | 'en';
	pixelRatio: number;
	/** CSS font family list. */
	font: string;
}
