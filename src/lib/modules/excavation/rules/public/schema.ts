import { z } from 'zod';
import { BoundingBox } from '#lib/kernel/bounding-box.ts';
import { isoDay } from '#lib/kernel/day-schema.ts';

const Day = isoDay();

/** Which published works: those that are open on a day of the stretch, of a place or of everywhere. */
export const PublicWorksQuery = z.object({
	/** Today when absent. */
	from: Day.optional(),
	/** The same day as `from` when absent. */
	to: Day.optional(),
	bbox: BoundingBox.optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50)
});
export type PublicWorksQuery = z.output<typeof PublicWorksQuery>;
