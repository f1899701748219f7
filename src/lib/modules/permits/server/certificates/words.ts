import { cairoDate, type CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import { m } from '#lib/paraglide/messages.js';
import { wordsOf } from '#lib/server/http/words.ts';
import type { PaperCell, Unit } from '../../rules/index.ts';

/** Papers are Arabic. */
export const AR = { locale: 'ar' } as const;

const DAY = new Intl.DateTimeFormat('ar-EG-u-nu-latn', {
	day: 'numeric',
	month: 'long',
	year: 'numeric',
	timeZone: 'UTC'
});
/** As on the screens: 14:05. */
const CLOCK = new Intl.DateTimeFormat('en-GB', {
	hour: '2-digit',
	minute: '2-digit',
	timeZone: 'Africa/Cairo'
});

export const dayWords = (day: CivilDate): string => DAY.format(new Date(`${day}T00:00:00Z`));
export const momentWords = (at: Date): string => `${dayWords(cairoDate(at))}، ${CLOCK.format(at)}`;

/** A number with its digits after the point; thousands apart. */
export function numberWords(value: number, decimals: number): string {
	return value.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

const DECIMALS: Record<Unit, number> = { m: 2, m2: 2, pct: 0, ratio: 2, count: 0, egp: 2 };

/** A measure with its unit: `2.50 م`. */
export function measure(value: number | null | undefined, unit: Unit): string {
	if (value === null || value === undefined) return '—';
	const number = numberWords(value, DECIMALS[unit]);
	switch (unit) {
		case 'm':
			return m.site_metres({ value: number }, AR);
		case 'm2':
			return m.site_square_metres({ value: number }, AR);
		case 'pct':
			return m.site_percent({ value: number }, AR);
		case 'egp':
			return m.site_pounds({ value: number }, AR);
		default:
			return number;
	}
}

/** What is written from left to right within Arabic. */
export const ltr = (text: string | null): PaperCell =>
	text === null || text === '' ? '—' : { text, ltr: true };

/** A number that nobody has read in a law is marked. */
export const cited = (article: Bilingual | null, unverified: boolean): PaperCell => ({
	text: article?.ar ?? '—',
	...(unverified ? { mark: m.certificate_unverified({}, AR) } : {})
});

/** What a code is called; the code itself where nobody worded it. */
export const called = (kind: string, code: string): string => wordsOf(`${kind}_${code}`, {}, 'ar') ?? code;
