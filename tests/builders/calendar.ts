import { proposeYear } from '#lib/modules/excavation/rules/calendar/proposals.ts';
import type {
	Calendar,
	Period,
	Place,
	SchoolNear,
	SchoolShift,
	StreetHours
} from '#lib/modules/excavation/rules/calendar/types.ts';

/** Weekdays, 0 Saturday to 6 Friday. */
const EVERY = [0, 1, 2, 3, 4, 5, 6];
const NOT_FRIDAY = [0, 1, 2, 3, 4, 5];
const SCHOOL_DAYS = [1, 2, 3, 4, 5];

const sourced = { origin: 'test', verified: false };
const always = { ...sourced, valid_from: '2000-01-01', valid_to: null };

export function aPeriod(
	kind: Period['kind'],
	starts_on: string,
	ends_on: string,
	more: Partial<Period> = {}
): Period {
	const name = { ar: `فترة ${starts_on}`, en: `Period of ${starts_on}` };
	return {
		...sourced,
		id: `${kind}-${starts_on}`,
		kind,
		name,
		starts_on,
		ends_on,
		from: '00:00',
		to: '24:00',
		decree: null,
		state: 'proposed',
		...more
	};
}

function street(id: string, more: Partial<StreetHours>): StreetHours {
	return {
		...always,
		id,
		street_class: 'main',
		purpose: 'traffic',
		seasons: ['ordinary'],
		days: NOT_FRIDAY,
		on_holidays: false,
		from: '05:00',
		to: '22:00',
		...more
	};
}

function shift(id: string, shifts: number | null, number: number, from: string, to: string): SchoolShift {
	return {
		...always,
		id,
		school_id: null,
		shifts,
		school_kind: null,
		shift: number,
		seasons: ['ordinary'],
		days: SCHOOL_DAYS,
		from,
		to
	};
}

/** An Egyptian calendar of two years with everything that moves hours about. */
export function aCalendar(...years: number[]): Calendar {
	return {
		weekends: [{ ...always, days: [6, 0] }],
		periods: years.flatMap((year) => [
			...proposeYear(year),
			aPeriod('term', `${year - 1}-09-18`, `${year}-01-20`),
			aPeriod('term', `${year}-02-05`, `${year}-06-08`),
			aPeriod('exams', `${year}-06-10`, `${year}-07-08`),
			aPeriod('summer', `${year}-06-15`, `${year}-09-10`),
			aPeriod('embargo', `${year}-03-20`, `${year}-03-22`, { from: '18:00', to: '02:30' })
		]),
		streetHours: [
			street('day', { seasons: ['ordinary', 'summer'] }),
			street('summer-night', {
				seasons: ['summer'],
				days: EVERY,
				on_holidays: true,
				from: '22:00',
				to: '01:00'
			}),
			street('ramadan-day', { seasons: ['ramadan'], from: '08:00', to: '20:00' }),
			street('ramadan-night', {
				seasons: ['ramadan'],
				purpose: 'evening',
				days: EVERY,
				on_holidays: true,
				from: '20:00',
				to: '02:00'
			}),
			street('prayer', {
				street_class: 'any',
				purpose: 'prayer',
				seasons: ['ordinary', 'summer', 'ramadan'],
				days: [6],
				on_holidays: true,
				from: '11:00',
				to: '14:00'
			}),
			street('rush', { street_class: 'collector', days: SCHOOL_DAYS, from: '07:00', to: '09:30' }),
			street('quiet', {
				street_class: 'local',
				purpose: 'quiet',
				seasons: ['ordinary', 'summer'],
				days: EVERY,
				on_holidays: true,
				from: '23:30',
				to: '06:00'
			})
		],
		shifts: [
			shift('one', 1, 1, '08:00', '14:30'),
			shift('two-morning', 2, 1, '07:30', '12:00'),
			shift('two-evening', 2, 2, '12:15', '17:15'),
			{ ...shift('ramadan-one', 1, 1, '09:00', '13:00'), seasons: ['ramadan'] },
			{ ...shift('ramadan-two-morning', 2, 1, '09:00', '11:30'), seasons: ['ramadan'] },
			{ ...shift('ramadan-two-evening', 2, 2, '11:45', '15:30'), seasons: ['ramadan'] },
			{
				...shift('exams', null, 1, '09:00', '12:00'),
				seasons: ['exams'],
				school_kind: 'secondary',
				days: NOT_FRIDAY
			},
			{ ...shift('own', null, 1, '08:15', '15:15'), school_id: '9', days: NOT_FRIDAY }
		],
		schoolMargin: 30
	};
}

export function aSchool(id: string, shifts: number, more: Partial<SchoolNear> = {}): SchoolNear {
	const name = { ar: `مدرسة ${id}`, en: `School ${id}` };
	return { id, name, kind: 'primary', shifts, bells: null, distance_m: 90, ...more };
}

/** A main road between two schools, one with two shifts. */
export function aMainRoad(): Place {
	return {
		streets: [{ name: { ar: 'شارع الجيش', en: 'Army Street' }, class: 'main' }],
		schools: [aSchool('1', 1), aSchool('2', 2)]
	};
}
