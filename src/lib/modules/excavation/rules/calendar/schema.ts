import { z } from 'zod';
import { isoDay } from '#lib/kernel/day-schema.ts';
import { freeText } from '#lib/kernel/free-text.ts';
import { LIMITS } from '../limits.ts';
import { CATEGORIES } from '../vocabulary.ts';
import { PERIOD_KINDS, PURPOSES, SEASONS, STREET_CLASSES } from './vocabulary.ts';

/** What clients send to and about the calendar. */

const Day = isoDay();
/** `HH:MM`, also `24:00`. */
const Time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);
const Weekdays = z
	.array(z.number().int().min(0).max(6))
	.min(1)
	.max(7)
	.transform((days) => [...new Set(days)].sort((a, b) => a - b));
const Text = freeText().min(1).max(LIMITS.titleLength);
const Name = z.strictObject({ ar: Text, en: Text });
const Decree = freeText().max(LIMITS.titleLength).nullable().default(null);
const Id = z.string().regex(/^\d{1,19}$/);
const Seasons = z.array(z.enum(SEASONS)).min(1);

/** Where the value was read: a decree, a plan, a letter. Whoever enters a row has it before them. */
const Origin = freeText().min(1).max(LIMITS.titleLength);

/** Both days included. */
export const DayRange = z.object({ from: Day, to: Day });
export type DayRange = z.output<typeof DayRange>;

/** Hours a work keeps to; weekdays (0 Saturday to 6 Friday) are those it begins on. */
export const WorkHours = z.strictObject({ from: Time, to: Time, days: Weekdays });
export type WorkHours = z.output<typeof WorkHours>;

/** When may works be done there? `hours` and `category` are judged when they are given. */
export const AskHours = z.object({
	geometry: z.looseObject({ type: z.string(), coordinates: z.array(z.unknown()) }),
	crs: z.union([z.string().max(4000), z.number()]).optional(),
	window: z.strictObject({ start: Day, end: Day }),
	hours: WorkHours.nullable().default(null),
	category: z.enum(CATEGORIES).optional()
});
export type AskHours = z.output<typeof AskHours>;

/** A circle that an embargo is confined to: WGS84, metres. */
const Around = z
	.strictObject({
		lon: z.number().min(-180).max(180),
		lat: z.number().min(-90).max(90),
		radius_m: z.number().min(10).max(20_000)
	})
	.nullable()
	.default(null);

export const AddPeriod = z.strictObject({
	table: z.literal('periods'),
	kind: z.enum(PERIOD_KINDS),
	name: Name,
	starts_on: Day,
	ends_on: Day,
	from: Time.default('00:00'),
	to: Time.default('24:00'),
	decree: Decree,
	confirmed: z.boolean().default(false),
	around: Around,
	origin: Origin
});
export const AddStreetHours = z.strictObject({
	table: z.literal('street_hours'),
	street_class: z.enum([...STREET_CLASSES, 'any']),
	purpose: z.enum(PURPOSES),
	seasons: Seasons,
	days: Weekdays,
	on_holidays: z.boolean().default(false),
	from: Time,
	to: Time,
	valid_from: Day,
	valid_to: Day.nullable().default(null),
	origin: Origin
});
export const AddSchoolShift = z.strictObject({
	table: z.literal('school_shifts'),
	/** A school of the layer; absent: all schools with so many shifts. */
	school_id: Id.nullable().default(null),
	shifts: z.number().int().min(1).max(3).nullable().default(null),
	school_kind: freeText().min(1).max(60).nullable().default(null),
	shift: z.number().int().min(1).max(3),
	seasons: Seasons,
	days: Weekdays,
	from: Time,
	to: Time,
	valid_from: Day,
	valid_to: Day.nullable().default(null),
	origin: Origin
});

/** A new row; rows are added and closed, never rewritten. */
export const AddRow = z.discriminatedUnion('table', [AddPeriod, AddStreetHours, AddSchoolShift]);
export type AddRow = z.output<typeof AddRow>;
export type AddPeriod = z.output<typeof AddPeriod>;
export type AddStreetHours = z.output<typeof AddStreetHours>;
export type AddSchoolShift = z.output<typeof AddSchoolShift>;

export const TABLES = ['periods', 'street_hours', 'school_shifts'] as const;
export type CalendarTable = (typeof TABLES)[number];

/** A proposed period as decided; other days than proposed close the proposal and stand beside it. */
export const ConfirmPeriod = z.strictObject({
	starts_on: Day.optional(),
	ends_on: Day.optional(),
	decree: Decree
});
export type ConfirmPeriod = z.output<typeof ConfirmPeriod>;

/** Takes a row out: weekly hours from a day on (`valid_to` is the last day they hold), a period as a whole. */
export const CloseRow = z.strictObject({
	reason: freeText().min(1).max(LIMITS.reasonLength),
	valid_to: Day.optional()
});
export type CloseRow = z.output<typeof CloseRow>;

/** Puts the computed proposals of a year on record, to be confirmed. */
export const AdoptYear = z.strictObject({ year: z.number().int().min(2020).max(2077) });
export type AdoptYear = z.output<typeof AdoptYear>;
