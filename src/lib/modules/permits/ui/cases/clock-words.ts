import { m } from '#lib/paraglide/messages.js';
import type { Reader } from '#lib/ui/text/format.ts';

/** How long a case took that is over: working days, each begun one counted. Minutes of the clock of service, and of a day. */
export function tookWords(
	elapsed: number,
	dayMinutes: number,
	reader: Reader & { number: (value: number) => string }
): string {
	const count = Math.ceil(elapsed / dayMinutes);
	return count === 0
		? m.permits_took_at_once({}, reader)
		: m.permits_took({ count, shown: reader.number(count) }, reader);
}

/** On which day of the law's a case was decided. */
export const decidedWords = (
	{ day, days }: { day: number; days: number },
	reader: Reader & { number: (value: number) => string }
): string =>
	day <= 0
		? m.track_law_decided_at_once({}, reader)
		: m.track_law_decided({ day: reader.number(day), days: reader.number(days) }, reader);

/** How late a case is: working days, each begun one counted. */
export function lateWords(
	left: number,
	dayMinutes: number,
	reader: Reader & { number: (value: number) => string }
): string {
	const count = Math.abs(Math.floor(left / dayMinutes));
	return m.permits_days_late({ count, shown: reader.number(count) }, reader);
}
