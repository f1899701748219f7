import { z } from 'zod';
import { HOW_OFTEN } from './types.ts';

/** Metres. */
export const RADIUS = { min: 50, max: 2000 } as const;
/** Square metres: a quarter of a city, not a governorate. */
export const LARGEST_AREA = 25_000_000;

const Place = z.strictObject({
	at: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]),
	radius_m: z.number().min(RADIUS.min).max(RADIUS.max)
});
const Polygon = z.strictObject({ type: z.literal('Polygon'), coordinates: z.array(z.unknown()) });

/** What a resident asks to be told of: an area drawn in WGS84, or what lies around a place. */
export const AskArea = z
	.strictObject({
		geometry: Polygon.nullable().default(null),
		around: Place.nullable().default(null),
		email: z.string().trim().max(254).pipe(z.email()),
		often: z.enum(HOW_OFTEN).default('at_once')
	})
	.refine((asked) => (asked.geometry === null) !== (asked.around === null), { path: ['geometry'] });
export type AskArea = z.output<typeof AskArea>;

/** An area in which an organisation wants to know of the works of others. */
export const DeclareInterest = z.strictObject({
	name: z.string().trim().min(1).max(100),
	geometry: Polygon,
	/** The organisation, by code or id; the own one when absent. */
	unit: z.string().min(1).max(200).optional()
});
export type DeclareInterest = z.output<typeof DeclareInterest>;
