import type { Bilingual } from '#lib/kernel/layer.ts';
import type { GroundFinding } from '../check-result.ts';
import type { Window } from '../types.ts';
import type { DigState } from '../vocabulary.ts';
import type { CalendarFinding } from './finding.ts';
import type { HoursPattern } from './pattern.ts';
import type { Severity } from '../vocabulary.ts';
import type { HoursLost } from './promised.ts';
import type { DailyHours, DayHours, Period, Place, SchoolShift, StreetHours, Weekend } from './types.ts';
import type { Season } from './vocabulary.ts';

/** What services and API answer about the calendar. */

/** A pattern with its words: "Saturday to Thursday: 22:00 to 05:00". */
export type ToldPattern = HoursPattern & { words: Bilingual };

/** When a work may be done: the short way, day by day with reasons, and what its own hours and notice break. */
export interface HoursAnswer {
	window: Window;
	hours: DailyHours | null;
	place: Place;
	patterns: ToldPattern[];
	days: DayHours[];
	findings: CalendarFinding[];
}

/** The hours of a dig on record. */
export interface DigHoursAnswer extends HoursAnswer {
	reference: string;
	/** May the asker set its daily hours? */
	may_set: boolean;
}

/** A granted or running dig that the calendar, a pavement or an event no longer allows as it is. */
export interface Breach {
	reference: string;
	title: string;
	promoter: Bilingual;
	state: DigState;
	window: Window;
	hours: DailyHours | null;
	finding: CalendarFinding | GroundFinding | FewerHours;
}

/** The calendar leaves fewer hours than the permit promised. */
export interface FewerHours {
	rule: 'hours';
	severity: Severity;
	/** In words, both languages. */
	reason: Bilingual;
	lost: HoursLost;
}

/** Who took a row out, and why; weekly hours end with a day and have no moment. */
interface Closing {
	at: string | null;
	person: Bilingual | null;
	reason: string;
}

export type PeriodRow = Period & {
	confirmed: { at: string; person: Bilingual | null } | null;
	closed: Closing | null;
	/** WGS84; null when it holds everywhere. */
	around: { lon: number; lat: number; radius_m: number } | null;
};
export type StreetHoursRow = StreetHours & { closed: Closing | null };
export type SchoolShiftRow = SchoolShift & { closed: Closing | null; school: Bilingual | null };

export interface ParameterOnRecord {
	rule: string;
	name: string;
	value: number;
	valid_from: string;
	valid_to: string | null;
	origin: string;
	verified: boolean;
}

/** A day at a glance. */
export interface DayAtAGlance {
	date: string;
	working: boolean;
	season: Season;
	/** Schools may be open (their weekdays are their own). */
	school: boolean;
}

export interface CalendarOfDays {
	from: string;
	to: string;
	today: string;
	days: DayAtAGlance[];
	/** Also the closed ones; computed ones have no id. */
	periods: PeriodRow[];
	street_hours: StreetHoursRow[];
	school_shifts: SchoolShiftRow[];
	weekends: Weekend[];
	parameters: ParameterOnRecord[];
	/** Years whose holidays are on record. */
	years: number[];
	may_edit: boolean;
}
