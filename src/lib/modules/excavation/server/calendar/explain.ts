import type { Bilingual } from '#lib/kernel/layer.ts';
import { m } from '#lib/paraglide/messages.js';
import type { C7Finding, C8Finding, DailyHours, HoursLost, HoursPattern } from '../../rules/index.ts';
import { patternInWords } from './pattern-words.ts';
import { dayInWords, list, weekdaysInWords, type Locale } from './words.ts';

/** What rule C7 found, in both languages: which hours, on how many days, why, and when the work may be done. */
export function explainC7(
	found: C7Finding,
	hours: DailyHours | null,
	allowed: readonly HoursPattern[]
): Bilingual {
	return both((locale) => {
		const reasons = list(namesOf(found, locale), locale);
		const first = hours
			? m.calendar_c7_met(
					{
						from: hours.from,
						to: hours.to,
						weekdays: weekdaysInWords(hours.days, locale),
						days: m.excavation_days({ count: found.days }, { locale }),
						reasons
					},
					{ locale }
				)
			: m.calendar_c7_no_hours({ reasons }, { locale });
		return `${first} ${allowedInWords(allowed, locale)}`.trim();
	});
}

/** What rule C8 found, in both languages: the notice asked for, what is left of it, the first day that keeps it. */
export function explainC8({ notice, left, earliest_start, received_on }: C8Finding): Bilingual {
	return both((locale) =>
		m.calendar_c8_late(
			{
				notice: m.calendar_working_days({ count: notice }, { locale }),
				left: m.calendar_working_days({ count: left }, { locale }),
				received: dayInWords(received_on, locale),
				day: dayInWords(earliest_start, locale)
			},
			{ locale }
		)
	);
}

/** What the calendar leaves out of granted hours, in both languages: whole days first. */
export function explainFewer({ days, minutes }: HoursLost): Bilingual {
	return both((locale) => {
		const hours = String(Math.round(minutes / 6) / 10);
		const first = days[0];
		if (first === undefined) return m.calendar_fewer_hours({ hours }, { locale });
		const count = String(days.length);
		return m.calendar_fewer_days({ days: count, first: dayInWords(first, locale), hours }, { locale });
	});
}

/** More runs than these are told by the grid of hours, not by a sentence. */
const TOLD = 4;

function allowedInWords(patterns: readonly HoursPattern[], locale: Locale): string {
	const open = patterns.filter((p) => p.allowed.length > 0);
	if (open.length === 0) return m.calendar_never({}, { locale });
	const told = open.slice(0, TOLD).map((p) => patternInWords(p, open, locale));
	return m.calendar_allowed_are({ hours: told.join(locale === 'ar' ? '؛ ' : '; ') }, { locale });
}

/** A long trench passes many schools; the evidence has them all. */
const NAMED = 5;

/** Each reason once, schools and occasions by their names. */
function namesOf(found: C7Finding, locale: Locale): string[] {
	const names = found.reasons.map(({ reason }) => {
		const name = reason.name?.[locale];
		switch (reason.kind) {
			case 'school':
				return name || m.calendar_reason_school({}, { locale });
			case 'embargo':
				return m.calendar_reason_embargo({ name: name ?? '' }, { locale });
			case 'prayer':
				return m.calendar_reason_prayer({}, { locale });
			case 'quiet':
				return m.calendar_reason_quiet({}, { locale });
			case 'evening':
				return m.calendar_reason_evening({}, { locale });
			case 'traffic':
				return name
					? m.calendar_reason_traffic_in({ street: name }, { locale })
					: m.calendar_reason_traffic({}, { locale });
		}
	});
	const once = [...new Set(names)];
	const more = once.length - NAMED;
	return more > 0 ? [...once.slice(0, NAMED), m.calendar_reasons_more({ count: more }, { locale })] : once;
}

const both = (say: (locale: Locale) => string): Bilingual => ({ ar: say('ar'), en: say('en') });
