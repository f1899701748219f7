import type { CivilDate } from '#lib/kernel/dates.ts';

/** A day by the Umm al-Qura calendar. The moon decides in Egypt: it is a proposal, a day off at most. */
export interface HijriDay {
	date: CivilDate;
	year: number;
	month: number;
	day: number;
}

const DAY = 86_400_000;
const FORMAT = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
	timeZone: 'UTC',
	year: 'numeric',
	month: 'numeric',
	day: 'numeric'
});

/** Every day of a civil year and of the January after it, into which a Ramadan may reach. */
export function hijriDays(civilYear: number): HijriDay[] {
	const days: HijriDay[] = [];
	for (let at = Date.UTC(civilYear, 0, 1); at < Date.UTC(civilYear + 1, 1, 1); at += DAY) {
		const parts = new Map(FORMAT.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
		days.push({
			date: new Date(at).toISOString().slice(0, 10),
			year: parts.get('year') ?? 0,
			month: parts.get('month') ?? 0,
			day: parts.get('day') ?? 0
		});
	}
	return days;
}
