import { z } from 'zod';
import { isoDay } from '#lib/kernel/day-schema.ts';
import { freeText } from '#lib/kernel/free-text.ts';
import { WorkHours } from './calendar/schema.ts';
import { Detours } from './detours/schema.ts';
import { LIMITS } from './limits.ts';
import {
	CATEGORIES,
	CLASH_RULES,
	DIG_STATES,
	METHODS,
	SURFACES,
	TRAFFIC_EFFECTS,
	hindersTraffic,
	type TrafficEffect
} from './vocabulary.ts';

/** What clients send. Unknown fields are refused, so that a misspelt one is not lost in silence. */

const Day = isoDay();
const Window = z.strictObject({ start: Day, end: Day });
const Metres = ({ min, max }: { min: number; max: number }) => z.number().min(min).max(max);

/**
 * GeoJSON; its coordinates are read by `readShape`, which can say where they are wrong, and which kinds are taken:
 * those that are not have none.
 */
const Geometry = z.looseObject({ type: z.string(), coordinates: z.array(z.unknown()).default([]) });
/** `EPSG:22992` or any other form `parseCrs` knows; longitude, latitude (EPSG:4326) when absent. */
const Crs = z.union([z.string().max(4000), z.number()]).optional();

const details = {
	title: freeText().min(1).max(LIMITS.titleLength),
	details: freeText().max(LIMITS.detailsLength).nullable().default(null),
	/** Who digs: a register number, or a name in the register of contractors. */
	contractor: freeText().min(1).max(200).nullable().default(null),
	category: z.enum(CATEGORIES).default('standard'),
	/** Why it cannot wait: needed of what is urgent or an emergency. */
	category_reason: freeText().min(1).max(LIMITS.reasonLength).nullable().default(null),
	method: z.enum(METHODS).default('open_cut'),
	surface: z.enum(SURFACES).nullable().default(null),
	traffic_effect: z.enum(TRAFFIC_EFFECTS).default('none'),
	/** For a new customer, whom a protected pavement keeps waiting for a short time only. */
	connection: z.boolean().default(false),
	depth_m: Metres(LIMITS.depth).nullable().default(null),
	width_m: Metres(LIMITS.width).nullable().default(null)
};

/** A new dig. `promoter` is a unit's code or id, needed only by planners of several units. */
export const CreateDig = z
	.strictObject({
		...details,
		promoter: freeText().min(1).max(100).optional(),
		/** Absent: it follows from its days and the surface it opens. */
		category: z.enum(CATEGORIES).optional(),
		/** Absent: it follows from the effect on traffic. */
		carriageway: z.boolean().optional(),
		window: Window,
		geometry: Geometry,
		crs: Crs,
		/** Where traffic is led, of a work that closes the road; in the same system. */
		detours: Detours.default([])
	})
	.transform(withCarriageway);
export type CreateDig = z.output<typeof CreateDig>;

/** Changes to a dig: only what is named changes. */
export const EditDig = z.strictObject({
	title: details.title.optional(),
	details: details.details.unwrap().optional(),
	contractor: details.contractor.unwrap().optional(),
	category: details.category.unwrap().optional(),
	category_reason: details.category_reason.unwrap().optional(),
	method: details.method.unwrap().optional(),
	surface: details.surface.unwrap().optional(),
	traffic_effect: details.traffic_effect.unwrap().optional(),
	connection: details.connection.unwrap().optional(),
	depth_m: details.depth_m.unwrap().optional(),
	width_m: details.width_m.unwrap().optional(),
	carriageway: z.boolean().optional(),
	window: Window.optional(),
	geometry: Geometry.optional(),
	crs: Crs,
	/** All of them, in the same system; a work that leaves the road open has none. */
	detours: Detours.optional(),
	/** Why, for the history. */
	reason: freeText().max(LIMITS.reasonLength).nullable().default(null)
});
export type EditDig = z.output<typeof EditDig>;

export const CancelDig = z.strictObject({ reason: freeText().min(1).max(LIMITS.reasonLength) });
export type CancelDig = z.output<typeof CancelDig>;

/** The works are over; the last day they took (today when absent). */
export const FinishDig = z.strictObject({ finished_on: Day.optional() });
export type FinishDig = z.output<typeof FinishDig>;

/**
 * A question without a record; what does not bear on the answer (a title) is passed over. `promoter` is a unit's code or id, or any other organisation's name; absent, the
 * caller's own unit. `except` is the reference of the dig being edited, which does not meet itself.
 */
export const CheckDig = z
	.object({
		geometry: Geometry,
		crs: Crs,
		window: Window,
		promoter: freeText().min(1).max(200).optional(),
		category: details.category,
		traffic_effect: details.traffic_effect,
		carriageway: z.boolean().optional(),
		road_works: z.boolean().default(false),
		method: details.method,
		connection: details.connection,
		/** Metres; a usual trench when absent. */
		width_m: details.width_m,
		/** The daily hours asked for; without them the work keeps to what is allowed. */
		hours: WorkHours.nullable().default(null),
		/** In words, where no map tells it. */
		street: freeText().min(1).max(LIMITS.titleLength).nullable().default(null),
		except: z.string().max(40).optional(),
		/** Where traffic would be led, of a work that closes the road; in the same system. */
		detours: Detours.default([])
	})
	.transform(withCarriageway);
export type CheckDig = z.output<typeof CheckDig>;

const flag = z.enum(['0', '1', 'true', 'false']).transform((v) => v === '1' || v === 'true');
const Limit = z.coerce.number().int().min(1).max(200).default(50);
const Cursor = z.string().max(400).optional();

export const SORTS = ['newest', 'start', 'end'] as const;

/** The filters of the list, as they stand in an address. */
export const ListDigs = z.object({
	state: z
		.string()
		.transform((v) => v.split(',').filter(Boolean))
		.pipe(z.array(z.enum(DIG_STATES)))
		.optional(),
	/** A unit's code or id. */
	promoter: z.string().max(100).optional(),
	q: freeText().max(200).optional(),
	mine: flag.optional(),
	clash: flag.optional(),
	sort: z.enum(SORTS).default('newest'),
	limit: Limit,
	cursor: Cursor
});
export type ListDigs = z.output<typeof ListDigs>;

export const ListClashes = z.object({
	rule: z.enum(CLASH_RULES).optional(),
	/** Only those of this dig. */
	dig: z.string().max(40).optional(),
	limit: z.coerce.number().int().min(1).max(1000).default(200),
	cursor: Cursor
});
export type ListClashes = z.output<typeof ListClashes>;

function withCarriageway<T extends { carriageway?: boolean; traffic_effect: TrafficEffect }>(
	input: T
): T & { carriageway: boolean } {
	return { ...input, carriageway: input.carriageway ?? hindersTraffic(input.traffic_effect) };
}
