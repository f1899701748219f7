import { addDays } from '#lib/kernel/dates.ts';

export type Locale = 'ar' | 'en';

const TAG = { ar: 'ar-EG-u-nu-latn', en: 'en-GB' } as const;
const parts = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
const DAY = { ar: new Intl.DateTimeFormat(TAG.ar, parts), en: new Intl.DateTimeFormat(TAG.en, parts) };
const NAME = {
	ar: new Intl.DateTimeFormat(TAG.ar, { weekday: 'long', timeZone: 'UTC' }),
	en: new Intl.DateTimeFormat(TAG.en, { weekday: 'long', timeZone: 'UTC' })
};
const LIST = { ar: new Intl.ListFormat('ar', { style: 'long' }), en: new Intl.ListFormat('en-GB') };
/** Any Saturday: the week begins there. */
const SATURDAY = '2026-11-21';

export function dayInWords(day: string, locale: Locale): string {
	return DAY[locale].format(new Date(`${day}T00:00:00Z`));
}

export function list(items: readonly string[], locale: Locale): string {
	return LIST[locale].format(items);
}

/** Weekdays (0 Saturday to 6 Friday): a run of three or more by its ends, else each by name. */
export function weekdaysInWords(days: readonly number[], locale: Locale): string {
	const sorted = [...days].sort((a, b) => a - b);
	const name = (day: number) => NAME[locale].format(new Date(`${addDays(SATURDAY, day)}T00:00:00Z`));
	const [first, last] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
	const run = sorted.length > 2 && last - first === sorted.length - 1;
	if (!run) return list(sorted.map(name), locale);
	return locale === 'ar' ? `من ${name(first)} إلى ${name(last)}` : `${name(first)} to ${name(last)}`;
}
