import { weekday, type CivilDate } from '#lib/kernel/dates.ts';
import type { Calendar, Period } from './types.ts';
import type { PeriodKind, Season } from './vocabulary.ts';

/** The periods of a day, of some kinds or of all. */
export function periodsOn(calendar: Calendar, date: CivilDate, ...kinds: readonly PeriodKind[]): Period[] {
	const all = allOn(calendar, date);
	return kinds.length === 0 ? all : all.filter((p) => kinds.includes(p.kind));
}

/** Each day is asked about many times while its hours are worked out. */
const known = new WeakMap<readonly Period[], Map<CivilDate, Period[]>>();

function allOn({ periods }: Pick<Calendar, 'periods'>, date: CivilDate): Period[] {
	let days = known.get(periods);
	if (!days) known.set(periods, (days = new Map()));
	let found = days.get(date);
	if (!found) days.set(date, (found = periods.filter((p) => p.starts_on <= date && date <= p.ends_on)));
	return found;
}

export function isHoliday(calendar: Calendar, date: CivilDate): boolean {
	return periodsOn(calendar, date, 'holiday').length > 0;
}

export function isWeekend(calendar: Pick<Calendar, 'weekends'>, date: CivilDate): boolean {
	const weekend = calendar.weekends.find((w) => inForce(w, date));
	return weekend?.days.includes(weekday(date)) ?? false;
}

export function isWorkingDay(calendar: Calendar, date: CivilDate): boolean {
	return !isWeekend(calendar, date) && !isHoliday(calendar, date);
}

/** The season of streets: Ramadan comes before summer. */
export function streetSeason(calendar: Calendar, date: CivilDate): Season {
	if (periodsOn(calendar, date, 'ramadan').length) return 'ramadan';
	return periodsOn(calendar, date, 'summer').length ? 'summer' : 'ordinary';
}

/** The seasons in which schools are open: none in vacations and on holidays. */
export function schoolSeasons(calendar: Calendar, date: CivilDate): Season[] {
	if (isHoliday(calendar, date)) return [];
	const seasons: Season[] = [];
	if (periodsOn(calendar, date, 'term').length)
		seasons.push(periodsOn(calendar, date, 'ramadan').length ? 'ramadan' : 'ordinary');
	if (periodsOn(calendar, date, 'exams').length) seasons.push('exams');
	return seasons;
}

/** True when a dated value holds on a day. */
export function inForce(
	value: { valid_from: CivilDate; valid_to: CivilDate | null },
	date: CivilDate
): boolean {
	return value.valid_from <= date && (value.valid_to === null || date <= value.valid_to);
}
