import { addDays } from '#lib/kernel/dates.ts';
import { m } from '#lib/paraglide/messages.js';
import { withDigits } from '#lib/ui/text/digits.ts';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';
import type { PeriodKind, Purpose, Reason, Season, StreetClass } from '../../rules/index.ts';

/** What the calendar's codes are called. */
type Words<Code extends string> = Record<Code, (inputs: object, reader: { locale: 'ar' | 'en' }) => string>;

export const PERIOD_KIND: Words<PeriodKind> = {
	holiday: m.calendar_kind_holiday,
	ramadan: m.calendar_kind_ramadan,
	embargo: m.calendar_kind_embargo,
	term: m.calendar_kind_term,
	exams: m.calendar_kind_exams,
	summer: m.calendar_kind_summer
};

export const STREET_CLASS: Words<StreetClass | 'any'> = {
	main: m.calendar_class_main,
	collector: m.calendar_class_collector,
	local: m.calendar_class_local,
	any: m.calendar_class_any
};

export const PURPOSE: Words<Purpose> = {
	traffic: m.calendar_purpose_traffic,
	prayer: m.calendar_purpose_prayer,
	evening: m.calendar_purpose_evening,
	quiet: m.calendar_purpose_quiet
};

export const SEASON: Words<Season> = {
	ordinary: m.calendar_season_ordinary,
	ramadan: m.calendar_season_ramadan,
	summer: m.calendar_season_summer,
	exams: m.calendar_season_exams
};

const PARAMETER: Record<string, (inputs: object, reader: { locale: 'ar' | 'en' }) => string> = {
	school_reach_m: m.calendar_parameter_school_reach,
	school_margin_min: m.calendar_parameter_school_margin,
	cutoff_min: m.calendar_parameter_cutoff,
	notice_urgent: m.calendar_parameter_notice_urgent,
	notice_minor: m.calendar_parameter_notice_minor,
	notice_standard: m.calendar_parameter_notice_standard,
	notice_major: m.calendar_parameter_notice_major
};

export const parameterName = (name: string, prefs: Preferences) => PARAMETER[name]?.({}, prefs) ?? name;

/** The codes of a vocabulary as choices. */
export function choices<Code extends string>(words: Words<Code>, prefs: Preferences) {
	return (Object.keys(words) as Code[]).map((value) => ({ value, label: words[value]({}, prefs) }));
}

/** Any Saturday: the week begins there. */
const SATURDAY = '2026-11-21';

/** The name of a weekday, 0 Saturday to 6 Friday. */
export function weekdayName(
	day: number,
	prefs: Preferences,
	length: 'long' | 'short' | 'narrow' = 'long'
): string {
	const at = new Date(`${addDays(SATURDAY, day)}T00:00:00Z`);
	return at.toLocaleDateString(prefs.locale === 'ar' ? 'ar-EG' : 'en-GB', {
		weekday: length,
		timeZone: 'UTC'
	});
}

/** A run of three weekdays or more by its ends, else each by name. */
export function weekdays(days: readonly number[], prefs: Preferences): string {
	if (days.length === 7) return m.calendar_every_day({}, prefs);
	const sorted = [...days].sort((a, b) => a - b);
	const [first, last] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
	if (sorted.length > 2 && last - first === sorted.length - 1)
		return m.calendar_days_between({ from: weekdayName(first, prefs), to: weekdayName(last, prefs) }, prefs);
	return sorted.map((d) => weekdayName(d, prefs)).join(prefs.locale === 'ar' ? '، ' : ', ');
}

/** From one time to another, in the reader's figures. */
export function hoursText(from: string, to: string, prefs: Preferences): string {
	return withDigits(m.calendar_hours_span({ from, to }, prefs), prefs.digits);
}

/** Why hours are closed, in a few words. */
export function reasonText(reason: Reason, prefs: Preferences): string {
	const name = reason.name ? prefs.pick(reason.name) : '';
	switch (reason.kind) {
		case 'school':
			return name || m.calendar_reason_school({}, prefs);
		case 'embargo':
			return m.calendar_reason_embargo({ name }, prefs);
		case 'prayer':
			return m.calendar_reason_prayer({}, prefs);
		case 'quiet':
			return m.calendar_reason_quiet({}, prefs);
		case 'evening':
			return m.calendar_reason_evening({}, prefs);
		case 'traffic':
			return name
				? m.calendar_reason_traffic_in({ street: name }, prefs)
				: m.calendar_reason_traffic({}, prefs);
	}
}
