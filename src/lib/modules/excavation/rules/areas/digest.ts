import { addDays, cairoDate, cairoMoment } from '#lib/kernel/dates.ts';

const SUNDAY = 0;
const HOUR = '08:00';

/** When the next weekly mail leaves: Sunday, 08:00 in Egypt. */
export function nextDigest(now: Date): Date {
	const today = cairoDate(now);
	const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
	const sunday = cairoMoment(addDays(today, (SUNDAY - weekday + 7) % 7), HOUR);
	return sunday > now ? sunday : cairoMoment(addDays(cairoDate(sunday), 7), HOUR);
}
