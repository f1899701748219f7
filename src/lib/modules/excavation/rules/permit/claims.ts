import { addDays, cairoDate, cairoTime, isCivilDate, weekday, type CivilDate } from '#lib/kernel/dates.ts';
import type { HoursPattern } from '../calendar/pattern.ts';
import { hoursText } from '../calendar/promised.ts';
import { verdictOfPermit, type PermitVerdict } from './verdict.ts';

/** What the code on a permit says by itself, so that it can be judged without any connection. */
export interface PermitClaims {
	reference: string;
	organisation: string;
	/** First and last permitted day. */
	from: CivilDate;
	to: CivilDate;
	/** The version of the work, and when the paper was made (seconds since 1970). */
	version: number;
	issued: number;
	/** Allowed hours; null when they are too many for a code. */
	hours: Pick<HoursPattern, 'start' | 'end' | 'weekdays' | 'allowed'>[] | null;
}

const FORM = 1;
/** More make the code too dense for a telephone. */
const MOST_PATTERNS = 8;
const LONGEST_NAME = 60;

/** The claims as short text: an array, days of the week as bits, hours as `22:00-24:00 00:00-05:00`. */
export function writeClaims({
	reference,
	organisation,
	from,
	to,
	version,
	issued,
	hours
}: PermitClaims): string {
	const told = hours && hours.length <= MOST_PATTERNS ? hours : null;
	const patterns = told?.map(({ start, end, weekdays, allowed }) => [
		start,
		end,
		weekdays.reduce((bits, day) => bits | (1 << day), 0),
		allowed.map((a) => `${a.from}-${a.to}`).join(' ')
	]);
	return JSON.stringify([
		FORM,
		reference,
		organisation.slice(0, LONGEST_NAME),
		from,
		to,
		version,
		issued,
		patterns ?? null
	]);
}

/** The claims of such a text, or null when it is none. */
export function readClaims(text: string): PermitClaims | null {
	try {
		const [form, reference, organisation, from, to, version, issued, patterns] = JSON.parse(text) as [
			number,
			string,
			string,
			string,
			string,
			number,
			number,
			[string, string, number, string][] | null
		];
		if (form !== FORM || !isCivilDate(from) || !isCivilDate(to)) return null;
		const hours = patterns?.map(([start, end, bits, spans]) => ({
			start,
			end,
			weekdays: [0, 1, 2, 3, 4, 5, 6].filter((day) => bits & (1 << day)),
			allowed: spans.split(' ').flatMap((span) => {
				const [a, b] = span.split('-');
				return a && b ? [{ from: a, to: b }] : [];
			})
		}));
		return { reference, organisation, from, to, version, issued, hours: hours ?? null };
	} catch {
		return null;
	}
}

/** The verdict on a genuine paper without asking the register; null when the paper does not tell its hours. */
export function verdictByPaper(claims: PermitClaims, moment: Date): PermitVerdict | null {
	const allowed = allowedByPaper(claims, moment);
	if (allowed === null) return null;
	const window = { start: claims.from, end: claims.to };
	return verdictOfPermit({ state: 'granted', window }, cairoDate(moment), allowed);
}

/** May work be done at a moment, by the paper alone? Null when the paper does not say. */
export function allowedByPaper({ from, to, hours }: PermitClaims, moment: Date): boolean | null {
	const date = cairoDate(moment);
	const time = cairoTime(moment);
	// The shift of the last night ends on the morning after: the paper names that day's hours.
	if (date < from || date > addDays(to, 1)) return false;
	if (!hours && date > to) return false;
	if (!hours) return null;
	return hours.some(
		(p) =>
			p.start <= date &&
			date <= p.end &&
			p.weekdays.includes(weekday(date)) &&
			p.allowed.some((span) => span.from <= time && time < span.to)
	);
}

type Told = Pick<HoursPattern, 'start' | 'end' | 'weekdays' | 'allowed'>;

/**
 * Whether a paper tells other hours than hold now, on its days from one on. A paper that tells no hours differs in none.
 * @param patterns what holds now over the same days.
 */
export function paperDiffers(
	{ from, to, hours }: PermitClaims,
	patterns: readonly Told[],
	today: string
): boolean {
	if (!hours) return false;
	for (let date = from > today ? from : today; date <= to; date = addDays(date, 1))
		if (hoursOf(hours, date) !== hoursOf(patterns, date)) return true;
	return false;
}

function hoursOf(patterns: readonly Told[], date: CivilDate): string {
	const held = patterns.filter((p) => p.start <= date && date <= p.end && p.weekdays.includes(weekday(date)));
	return held
		.map((p) => hoursText(p.allowed))
		.sort()
		.join('|');
}
