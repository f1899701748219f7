import { z } from 'zod';
import { BoundingBox } from '#lib/kernel/bounding-box.ts';
import { isoDay } from '#lib/kernel/day-schema.ts';

const Day = isoDay();

/** Works that are seen in a stretch of days and on a piece of the map, by street or by promoter. */
export const TimelineQuery = z.object({
	from: Day,
	to: Day,
	bbox: BoundingBox.optional(),
	by: z.enum(['street', 'promoter']).default('street'),
	limit: z.coerce.number().int().min(1).max(5000).default(1000),
	cursor: z.string().max(400).optional()
});
export type TimelineQuery = z.output<typeof TimelineQuery>;
