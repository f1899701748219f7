import { getContext, setContext } from 'svelte';
import { inDigits } from '#lib/kernel/bidi.ts';
import { getLocale, setLocale } from '#lib/paraglide/runtime.js';
import type { Digits } from '../text/digits.ts';
import * as format from '../text/format.ts';
import type { DateInput, DateStyle, Locale } from '../text/format.ts';

export type Theme = 'light' | 'dark' | 'auto';
export interface PreferenceValues {
	locale: Locale;
	digits: Digits;
	theme: Theme;
}

/** Cookies the server reads for the first paint (hooks fill `%diwan.theme%` in app.html). */
export const THEME_COOKIE = 'diwan_theme';
export const DIGITS_COOKIE = 'diwan_digits';

const KEY = Symbol('preferences');
const YEAR = 31_536_000;

/**
 * How this person reads: language, figures, theme. Passed as the options of a message (`m.x({}, prefs)`) it
 * also picks the language, so that two languages can stand on one page.
 */
export class Preferences implements PreferenceValues {
	locale = $state<Locale>('ar');
	digits = $state<Digits>('latn');
	theme = $state<Theme>('auto');

	constructor(values: Partial<PreferenceValues> = {}) {
		this.locale = values.locale ?? getLocale();
		this.digits = values.digits ?? 'latn';
		this.theme = values.theme ?? 'auto';
	}

	get dir(): 'rtl' | 'ltr' {
		return this.locale === 'ar' ? 'rtl' : 'ltr';
	}

	setDigits(digits: Digits): void {
		this.digits = digits;
		remember(DIGITS_COOKIE, digits);
	}

	setTheme(theme: Theme): void {
		this.theme = theme;
		remember(THEME_COOKIE, theme);
		document.documentElement.dataset['theme'] = theme;
	}

	/** Switches the language and reloads, so that server and browser agree on every word. */
	setLocale(locale: Locale): void {
		void setLocale(locale);
	}

	/** Text in the language it is stored in: picks the reader's of two. */
	pick(text: { ar: string; en: string }): string {
		return this.text(text[this.locale]);
	}

	/** What somebody wrote, in the reader's digits: for reading, not for a field. */
	text(written: string): string {
		return inDigits(written, this);
	}

	number = (value: number | bigint, decimals?: number) => format.formatNumber(value, this, decimals);
	percent = (share: number, decimals?: number) => format.formatPercent(share, this, decimals);
	money = (piastres: number | bigint) => format.formatMoney(piastres, this);
	date = (value: DateInput, style?: DateStyle) => format.formatDate(value, this, style);
	dateRange = (from: DateInput, to: DateInput) => format.formatDateRange(from, to, this);
	duration = (minutes: number, dayMinutes?: number) => format.formatDuration(minutes, this, dayMinutes);
	relative = (value: DateInput, now: Date) => format.formatRelative(value, now, this);
}

/** Makes these preferences those of everything inside the calling component. */
export function providePreferences(values: Partial<PreferenceValues> = {}): Preferences {
	return setContext(KEY, new Preferences(values));
}

/** The nearest preferences; the page's language and Latin figures where nobody provided any. */
export function usePreferences(): Preferences {
	return getContext<Preferences | undefined>(KEY) ?? new Preferences();
}

function remember(name: string, value: string): void {
	const secure = location.protocol === 'https:' ? '; secure' : '';
	document.cookie = `${name}=${value}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
}
