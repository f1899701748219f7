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
