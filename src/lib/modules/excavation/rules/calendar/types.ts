import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { PeriodKind, PeriodState, Purpose, Season, StreetClass } from './vocabulary.ts';

/** Days are `YYYY-MM-DD` in Egypt, times `HH:MM` (up to `24:00`) on its clocks, weekdays 0 Saturday to 6 Friday. */

/** Where a value comes from; false until the governorate has checked it, and screens say so. */
interface Sourced {
	origin: string;
	verified: boolean;
}

/** Days with a name, both included; an embargo may close only hours of each of them. */
export interface Period extends Sourced {
	/** Null: computed, on no record. */
	id: string | null;
	kind: PeriodKind;
	name: Bilingual;
	starts_on: CivilDate;
	ends_on: CivilDate;
	from: string;
	to: string;
	/** The decree or plan that set it. */
	decree: string | null;
	state: PeriodState;
}

/** Hours of a week between two days of validity; `to` not after `from` runs past midnight. */
interface WeeklyHours extends Sourced {
	id: string | null;
	seasons: readonly Season[];
	days: readonly number[];
	from: string;
	to: string;
	valid_from: CivilDate;
	valid_to: CivilDate | null;
}

/** When works hinder too much in streets of a class. */
export interface StreetHours extends WeeklyHours {
	street_class: StreetClass | 'any';
	purpose: Purpose;
	/** Also on public holidays. */
	on_holidays: boolean;
}

/** First to last bell of a shift: of one school, or of all with so many shifts (and of a kind). */
export interface SchoolShift extends WeeklyHours {
	school_id: string | null;
	shifts: number | null;
	school_kind: string | null;
	shift: number;
}

export interface Weekend extends Sourced {
	days: readonly number[];
	valid_from: CivilDate;
	valid_to: CivilDate | null;
}

/** Everything that decides hours and working days. */
export interface Calendar {
	weekends: readonly Weekend[];
	periods: readonly Period[];
	streetHours: readonly StreetHours[];
	shifts: readonly SchoolShift[];
	/** Minutes before the first and after the last bell. */
	schoolMargin: number;
}

export interface StreetNear {
	name: Bilingual | null;
	class: StreetClass;
}

export interface SchoolNear {
	id: string;
	name: Bilingual;
	kind: string | null;
	shifts: number;
	/** Its own bells by the layer of schools. */
	bells: { from: string; to: string } | null;
	/** Planar metres in EPSG:22992 from the trench. */
	distance_m: number;
}

/** What lies around a trench. */
export interface Place {
	streets: readonly StreetNear[];
	schools: readonly SchoolNear[];
}

/** Why hours are closed. */
export interface Reason {
	kind: Purpose | 'school' | 'embargo';
	/** Tells reasons apart: the row and what it was applied to. */
	key: string;
	/** The school, street or occasion; null for streets without a name. */
	name: Bilingual | null;
	season: Season | null;
	verified: boolean;
}

/** A stretch of one civil day: local times, and the instants in UTC (the end excluded). */
export interface Span {
	from: string;
	to: string;
	start: string;
	end: string;
}

export interface ClosedSpan extends Span {
	reasons: Reason[];
}

export interface DayHours {
	date: CivilDate;
	/** 23 and 25 on the days when clocks change. */
	hours: number;
	/** False at weekends and on holidays. */
	working: boolean;
	/** Holidays, seasons, terms and embargoes of the day. */
	occasions: Pick<Period, 'id' | 'kind' | 'name' | 'state' | 'verified'>[];
	allowed: Span[];
	closed: ClosedSpan[];
}

/** The hours somebody means to work: `to` not after `from` runs past midnight; days are those it begins on. */
export interface DailyHours {
	from: string;
	to: string;
	days: readonly number[];
}
