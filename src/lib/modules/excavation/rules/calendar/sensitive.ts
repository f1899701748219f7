import { addDays, weekday, type CivilDate } from '#lib/kernel/dates.ts';
import { inForce, isHoliday, periodsOn, schoolSeasons, streetSeason } from './days.ts';
import { DAY_MINUTES, minutesOf } from './minutes.ts';
import type { Calendar, Place, Reason, SchoolNear, SchoolShift, StreetHours } from './types.ts';
import { STREET_CLASSES, type Season } from './vocabulary.ts';

/** Closed local minutes of one civil day, the end excluded, and why. */
export interface Piece {
	from: number;
	to: number;
	reason: Reason;
}

/** When works are not welcome at a place on a civil day; what began the evening before reaches into it. */
export function sensitivePieces(calendar: Calendar, place: Place, date: CivilDate): Piece[] {
	const pieces: Piece[] = [];
	const before = addDays(date, -1);
	for (const { from, to, reason } of beginningOn(calendar, place, date)) {
		if (from < DAY_MINUTES) pieces.push({ from: Math.max(from, 0), to: Math.min(to, DAY_MINUTES), reason });
	}
	for (const { to, reason } of beginningOn(calendar, place, before))
		if (to > DAY_MINUTES) pieces.push({ from: 0, to: to - DAY_MINUTES, reason });
	return pieces;
}

/** Pieces that begin on a day; past midnight they count on beyond 1440. */
function* beginningOn(calendar: Calendar, place: Place, date: CivilDate): Generator<Piece> {
	for (const period of periodsOn(calendar, date, 'embargo')) {
		const reason: Reason = {
			kind: 'embargo',
			key: `embargo:${period.id ?? period.starts_on}`,
			name: period.name,
			season: null,
			verified: period.verified
		};
		yield { ...span(period), reason };
	}
	yield* onStreets(calendar, place, date);
	for (const school of place.schools) yield* atSchool(calendar, school, date);
}

/** The most important street decides: nights are for main roads, also where a quiet lane meets them. */
function* onStreets(calendar: Calendar, place: Place, date: CivilDate): Generator<Piece> {
	const season = streetSeason(calendar, date);
	const holiday = isHoliday(calendar, date);
	const heaviest = STREET_CLASSES.find((c) => place.streets.some((s) => s.class === c));
	const street = place.streets.find((s) => s.class === heaviest);
	if (!street) return;
	for (const row of calendar.streetHours) {
		if (!applies(row, season, date) || (holiday && !row.on_holidays)) continue;
		if (row.street_class !== 'any' && row.street_class !== heaviest) continue;
		const reason: Reason = {
			kind: row.purpose,
			key: `street:${row.id}`,
			name: row.street_class === 'any' ? null : street.name,
			season,
			verified: row.verified
		};
		yield { ...span(row), reason };
	}
}

function* atSchool(calendar: Calendar, school: SchoolNear, date: CivilDate): Generator<Piece> {
	for (const season of schoolSeasons(calendar, date))
		for (const shift of shiftsOf(calendar, school, season, date)) {
			if (!shift.days.includes(weekday(date))) continue;
			const { from, to } = span(shift);
			const reason: Reason = {
				kind: 'school',
				key: `school:${school.id}:${shift.shift}`,
				name: school.name,
				season,
				verified: shift.verified
			};
			yield { from: from - calendar.schoolMargin, to: to + calendar.schoolMargin, reason };
		}
}

/** A school's own rows of the season; else its bells by the layer; else what is usual for so many shifts. */
function shiftsOf(
	calendar: Calendar,
	school: SchoolNear,
	season: Season,
	date: CivilDate
): Pick<SchoolShift, 'shift' | 'days' | 'from' | 'to' | 'verified'>[] {
	const rows = calendar.shifts.filter((s) => s.seasons.includes(season) && inForce(s, date));
	const own = rows.filter((s) => s.school_id === school.id);
	if (own.length) return own;
	const usual = rows.filter(
		(s) =>
			s.school_id === null &&
			(s.shifts === null || s.shifts === school.shifts) &&
			(s.school_kind === null || s.school_kind === school.kind)
	);
	// One stretch from the first to the last bell, on the days that are usual.
	if (season === 'ordinary' && school.bells && usual[0])
		return [{ shift: 0, days: usual[0].days, ...school.bells, verified: false }];
	return usual;
}

function applies(row: StreetHours, season: Season, date: CivilDate): boolean {
	return row.seasons.includes(season) && row.days.includes(weekday(date)) && inForce(row, date);
}

/** Minutes from a day's midnight; beyond 1440 when it runs past the next one. */
function span({ from, to }: { from: string; to: string }): { from: number; to: number } {
	const [start, end] = [minutesOf(from), minutesOf(to)];
	return { from: start, to: end > start ? end : end + DAY_MINUTES };
}
