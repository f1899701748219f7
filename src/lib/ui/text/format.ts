import { withDigits, type Digits } from './digits.ts';

export type Locale = 'ar' | 'en';

/** Whose eyes the text is for. */
export interface Reader {
	locale: Locale;
	digits: Digits;
}

/** Calendar day 'YYYY-MM-DD', an instant, or its ISO text. */
export type DateInput = string | Date;
export type DateStyle = 'day' | 'long' | 'weekday' | 'short' | 'time' | 'moment';

const TIME_ZONE = 'Africa/Cairo';
const UNITS = { day: 1440, hour: 60, minute: 1 } as const;

/** A number with grouped thousands; `decimals` fixes the places, otherwise at most two are shown. */
export function formatNumber(value: number | bigint, reader: Reader, decimals?: number): string {
	return numberFormat(reader, {
		minimumFractionDigits: decimals ?? 0,
		maximumFractionDigits: decimals ?? 2
	}).format(value);
}

/** A share 0..1 as a percentage. */
export function formatPercent(share: number, reader: Reader, decimals = 0): string {
	return numberFormat(reader, { style: 'percent', maximumFractionDigits: decimals }).format(share);
}

/** Piastres as pounds; piastres are written only when there are some. */
export function formatMoney(piastres: number | bigint, reader: Reader): string {
	const amount = BigInt(piastres);
	const abs = amount < 0n ? -amount : amount;
	const [whole, part] = [abs / 100n, abs % 100n];
	const fraction =
		part === 0n ? '' : decimalMark(reader) + withDigits(String(part).padStart(2, '0'), reader.digits);
	const figure = (amount < 0n ? '\u200e-' : '') + numberFormat(reader, {}).format(whole) + fraction;
	return reader.locale === 'ar' ? `${figure}\u00a0ج.م` : `EGP\u00a0${figure}`;
}

/**
 * A date in Cairo. day: 13 December 2026 · long: with the weekday · weekday: weekday, day and month · short:
 * 13/12/2026 · time: 08:10 · moment: day and time. A bare 'YYYY-MM-DD' is a calendar day, never shifted.
 */
export function formatDate(value: DateInput, reader: Reader, style: DateStyle = 'day'): string {
	const calendarDay = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
	const date = typeof value === 'string' ? new Date(value) : value;
	if (Number.isNaN(date.getTime())) return '';
	const zone = calendarDay ? 'UTC' : TIME_ZONE;
	if (style === 'time') return clock(date, zone, reader);
	if (style === 'short') return shortDate(date, zone, reader);
	if (style === 'moment')
		return inOrder(
			`${words(date, zone, reader, 'day')}${comma(reader)} ${clock(date, zone, reader)}`,
			reader
		);
	return words(date, zone, reader, style);
}

/** From one calendar day to another, naming month and year once: من 1 إلى 9 ديسمبر 2026. */
export function formatDateRange(from: DateInput, to: DateInput, reader: Reader): string {
	const [a, b] = [formatDate(from, reader).split(' '), formatDate(to, reader).split(' ')];
	if (a.join() === b.join()) return b.join(' ');
	while (a.length > 1 && a.at(-1) === b[a.length - 1]) a.pop();
	const [first, last] = [a.join(' '), b.join(' ')];
	if (reader.locale === 'ar') return `من ${first} إلى ${last}`;
	return inOrder(a.length === 1 ? `${first}–${last}` : `${first} – ${last}`, reader);
}

/** Minutes as days, hours and minutes in words, the two largest that matter: "يومان و3 ساعات". */
export function formatDuration(minutes: number, reader: Reader, dayMinutes: number = UNITS.day): string {
	let rest = Math.max(0, Math.round(minutes));
	const parts: string[] = [];
	for (const [unit, size] of Object.entries({ ...UNITS, day: dayMinutes })) {
		const count = Math.floor(rest / size);
		rest -= count * size;
		if (count > 0 && parts.length < 2) parts.push(countOf(count, unit, reader));
	}
	if (parts.length === 0) return countOf(0, 'minute', reader);
	return parts.join(reader.locale === 'ar' ? ' و' : ' ');
}

/** How long ago or ahead, in words, from `now`. */
export function formatRelative(value: DateInput, now: Date, reader: Reader): string {
	const minutes = (new Date(value).getTime() - now.getTime()) / 60_000;
	const size = Math.abs(minutes);
	const [unit, per] =
		size < 60 ? (['minute', 1] as const) : size < 1440 ? (['hour', 60] as const) : (['day', 1440] as const);
	return new Intl.RelativeTimeFormat(tag(reader), { numeric: 'auto' }).format(
		Math.round(minutes / per),
		unit
	);
}

const TITLES = new Set(
	'مهندس مهندسة دكتور دكتورة أستاذ أستاذة مستشار لواء عميد عقيد مقدم رائد نقيب Eng. Dr. Prof. Mr. Mrs. Ms. Gen.'.split(
		' '
	)
);

/**
 * A person's initials for an avatar: first letters of the first and last names, without titles and without the
 * Arabic article.
 */
export function initials(name: string): string {
	const names = name.trim().split(/\s+/);
	const words = names
		.filter((word) => names.length === 1 || !TITLES.has(word))
		.map((w) => w.replace(/^ال(?=..)/, ''))
		.filter(Boolean);
	const letters = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
	// A space keeps two Arabic letters from joining into a word.
	return letters.map((w) => [...w][0]!.toUpperCase()).join(/[\u0600-\u06ff]/.test(name) ? '\u2009' : '');
}

function tag(reader: Reader): string {
	return `${reader.locale === 'ar' ? 'ar-EG' : 'en-GB'}-u-nu-${reader.digits}`;
}

const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(reader: Reader, options: Intl.NumberFormatOptions): Intl.NumberFormat {
	const key = tag(reader) + JSON.stringify(options);
	let format = numberFormats.get(key);
	if (!format) numberFormats.set(key, (format = new Intl.NumberFormat(tag(reader), options)));
	return format;
}

function decimalMark(reader: Reader): string {
	return reader.digits === 'arab' ? '٫' : '.';
}

/** Keeps Arabic-Indic numbers side by side in their order inside English text, where they would swap places. */
function inOrder(text: string, reader: Reader): string {
	return reader.locale === 'en' && reader.digits === 'arab'
		? text.replace(/[٠-٩]+(?=[^٠-٩:/])/g, '$&\u200e')
		: text;
}

function comma(reader: Reader): string {
	return reader.locale === 'ar' ? '،' : ',';
}

function countOf(count: number, unit: string, reader: Reader): string {
	return numberFormat(reader, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}

function clock(date: Date, timeZone: string, reader: Reader): string {
	const text = date.toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
	return withDigits(text, reader.digits);
}

function shortDate(date: Date, timeZone: string, reader: Reader): string {
	const text = date.toLocaleDateString('en-GB', {
		timeZone,
		day: '2-digit',
		month: '2-digit',
		year: 'numeric'
	});
	return withDigits(text, reader.digits);
}

function words(date: Date, timeZone: string, reader: Reader, style: 'day' | 'long' | 'weekday'): string {
	const name = reader.locale === 'ar' ? 'ar-EG-u-nu-latn-ca-gregory' : 'en-GB';
	const part = (options: Intl.DateTimeFormatOptions) =>
		date.toLocaleDateString(name, { ...options, timeZone });
	const day = [part({ day: 'numeric' }), part({ month: 'long' })];
	if (style !== 'weekday') day.push(part({ year: 'numeric' }));
	if (style !== 'day') day.unshift(part({ weekday: 'long' }));
	return withDigits(day.join(' '), reader.digits);
}
