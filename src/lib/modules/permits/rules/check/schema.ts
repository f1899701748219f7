import { z } from 'zod';
import { freeText } from '#lib/kernel/free-text.ts';
import { CORNER_RULES, PLACES } from '../code/types.ts';
import { PERMIT_KINDS } from '../life/vocabulary.ts';
import { Anything, Surface } from './geojson.ts';

/** What clients send. Unknown fields are refused, so that a misspelt one is not lost in silence. */

const Day = z.iso.date();
const Id = freeText().min(1).max(100);
const Name = freeText().max(200).nullable().default(null);
const Metres = z.number().min(0).max(1000);
const SquareMetres = z.number().min(0).max(10_000_000);
const Floors = z.number().int().min(0).max(200);
const LIST = 500;

const HeightStep = z.strictObject({
	width_m: Metres,
	inclusive: z.boolean().default(true),
	height_m: Metres.nullable().default(null),
	times_width: z.number().positive().max(20).nullable().default(null),
	floors: Floors.nullable().default(null)
});

/** The numbers of a zone's plan; they win over those of the code in force. */
export const ZoneValues = z
	.strictObject({
		front_setback_m: Metres,
		rear_setback_m: Metres,
		side_setback_m: Metres,
		coverage_pct: z.number().min(0).max(100),
		floor_area_ratio: z.number().min(0).max(100),
		max_height_m: Metres,
		max_floors: Floors,
		height_factor: z.number().positive().max(20),
		height_cap_m: Metres,
		height_steps: z.array(HeightStep).min(1).max(40),
		corner_rule: z.enum(CORNER_RULES),
		light_well_area_m2: SquareMetres,
		light_well_side_m: Metres,
		projection_m2: SquareMetres,
		min_street_m: Metres,
		fence_height_m: Metres,
		uses: z.array(freeText().min(1).max(60)).max(60),
		shop_top_floor: Floors,
		shop_street_m: Metres,
		insurance_value_egp: z.number().min(0),
		insurance_floors: Floors,
		works_value_pct: z.number().min(0).max(100),
		utility_clearance_m: Metres,
		parking_per_unit: z.number().min(0).max(20),
		declared_area_pct: z.number().min(0).max(100)
	})
	.partial();

const Thing = z.strictObject({
	id: Id,
	kind: freeText().max(60).default(''),
	name: Name,
	geometry: Anything
});
const Place = Thing.extend({ geometry: Surface });
/** Null: nobody has that layer, and what it would answer is not checked. */
const layer = <T extends z.ZodType>(row: T) => z.array(row).max(LIST).nullable().default(null);

/**
 * A question about a building that is not on record. Geometry in the system `crs` names (EPSG:22992 when absent: metres
 * decide); lengths in metres, areas in square metres, money in pounds.
 */
export const CheckPermit = z.strictObject({
	crs: z.union([z.string().max(4000), z.number()]).default('EPSG:22992'),
	/** The day of the application: its code judges. Today when absent. */
	on: Day.optional(),
	/** What is applied for: not every rule is asked of every kind. */
	kind: z.enum(PERMIT_KINDS).default('new'),
	place: z.enum(PLACES).default('city'),
	/** Null, as absent: nobody knows a plan; what only a plan says is not checked. */
	zone: ZoneValues.nullable()
		.default({})
		.transform((zone) => zone ?? {}),
	/** False: only what `zone` says counts, not the code in force. */
	code: z.boolean().default(true),
	parcel: Surface,
	footprint: Surface.nullable().default(null),
	streets: layer(z.strictObject({ id: Id.optional(), name: Name, right_of_way: Surface })),
	declared: z
		.strictObject({
			parcel_m2: SquareMetres.positive().nullable().default(null),
			footprint_m2: SquareMetres.positive().nullable().default(null)
		})
		.prefault({}),
	/** Ground floor and upper floors together. */
	floors: Floors.nullable().default(null),
	floor_areas_m2: z.array(SquareMetres).max(200).nullable().default(null),
	height_m: Metres.nullable().default(null),
	use: freeText().max(60).nullable().default(null),
	/** The highest floor with shops (0 = ground floor). */
	shop_floor: Floors.nullable().default(null),
	units: z.number().int().min(0).max(10_000).nullable().default(null),
	parking_spaces: z.number().int().min(0).max(10_000).nullable().default(null),
	works_value_egp: z.number().min(0).max(1e12).nullable().default(null),
	/** What the works come to by unit costs: of both the greater counts. */
	reckoned_value_egp: z.number().min(0).max(1e12).nullable().default(null),
	insured: z.boolean().nullable().default(null),
	light_wells: z.array(Surface).max(50).default([]),
	projections: z.array(Surface).max(50).default([]),
	neighbours: layer(Place),
	cordon: Surface.nullable().default(null),
	height_limits: layer(Place.extend({ max_height_m: Metres })),
	constraints: layer(Thing.extend({ agency: freeText().max(100).nullable().default(null) })),
	utilities: layer(Thing),
	digs: layer(Thing.extend({ start: Day, end: Day })),
	works: z
		.strictObject({ start: Day, end: Day })
		.refine((w) => w.start <= w.end, { path: ['end'], message: 'field_period' })
		.nullable()
		.default(null),
	violations: layer(z.strictObject({ id: Id, kind: freeText().max(60).default('violation') })),
	as_built: z
		.strictObject({ outline: Surface, height_m: Metres.nullable().default(null) })
		.nullable()
		.default(null)
});
export type CheckPermit = z.output<typeof CheckPermit>;

/**
 * The same about a plot on the map: whatever of its surroundings is not sent is read from the layers. The plot is a row
 * of the parcels, or a surface.
 */
export const CheckOnSite = CheckPermit.extend({
	parcel: Surface.optional(),
	/** Key of a row of the parcels. */
	parcel_id: z
		.string()
		.regex(/^\d{1,18}$/, { message: 'field_id' })
		.optional(),
	/** True: a plot that is sent as a surface is looked at on the map as well. */
	surroundings: z.boolean().default(false)
}).refine((asked) => (asked.parcel === undefined) !== (asked.parcel_id === undefined), {
	path: ['parcel'],
	message: 'field_plot'
});
export type CheckOnSite = z.output<typeof CheckOnSite>;
