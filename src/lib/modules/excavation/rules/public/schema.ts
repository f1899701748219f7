import { z } from 'zod';
import { isoDay } from '#lib/kernel/day-schema.ts';

const Day = isoDay();

type Box = [west: number, south: number, east: number, north: number];

/** What of a box (WGS84 degrees) a map can be drawn of: the poles have no place on it, and beyond them is nothing. */
export function onEarth([w, s, e, n]: readonly number[]): Box {
	const within = (value: number, most: number) => Math.min(most, Math.max(-most, value));
	return [within(w!, 180), within(s!, 85.06), within(e!, 180), within(n!, 85.06)];
}

/** Encloses something. */
export const encloses = ([w, s, e, n]: Box) => w < e && s < n;

/** `west,south,east,north` in WGS84 degrees. */
export const BoundingBox = z
	.string()
	.max(100)
	.transform((text) => text.split(',').map(Number))
	.refine((b) => b.length === 4 && b.every(Number.isFinite))
	.transform(onEarth)
	.refine(encloses);

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
