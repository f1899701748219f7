import { z } from 'zod';

const Day = z.iso.date();

/** `west,south,east,north` in WGS84 degrees. */
export const BoundingBox = z
	.string()
	.max(100)
	.transform((text) => text.split(',').map(Number))
	.refine((b) => b.length === 4 && b.every(Number.isFinite) && b[0]! < b[2]! && b[1]! < b[3]!)
	.transform((b) => b as [number, number, number, number]);

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
