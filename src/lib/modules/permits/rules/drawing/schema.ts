import { z } from 'zod';
import { isoDay } from '#lib/kernel/day-schema.ts';
import { PLACES } from '../code/types.ts';

const Ordinate = z.number().min(-1e9).max(1e9);
const Pair = z.tuple([Ordinate, Ordinate]);

/** What comes beside a drawing. Control points that are typed win over those of the drawing. */
export const ReadDrawing = z.strictObject({
	/** The same points in the drawing (its units) and on the ground (the system of `crs`: east, north). */
	controls: z
		.array(z.strictObject({ drawing: Pair, survey: Pair }))
		.max(100)
		.default([]),
	/** Of the survey; of WGS84 longitude, latitude. */
	crs: z.union([z.string().max(4000), z.number()]).default('EPSG:22992'),
	on: isoDay().optional(),
	place: z.enum(PLACES).default('city')
});
export type ReadDrawing = z.output<typeof ReadDrawing>;
