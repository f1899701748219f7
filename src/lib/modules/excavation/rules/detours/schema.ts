import { z } from 'zod';
import { freeText } from '#lib/kernel/free-text.ts';
import { LIMITS } from '../limits.ts';
import { DETOUR_ORIGINS } from './types.ts';

const Crs = z.union([z.string().max(4000), z.number()]).optional();

/** Lines in the direction of travel; their coordinates are read by `readShape`, which can say where they are wrong. */
export const Detours = z
	.array(
		z.strictObject({
			origin: z.enum(DETOUR_ORIGINS).default('drawn'),
			geometry: z.looseObject({ type: z.literal('LineString'), coordinates: z.array(z.unknown()) })
		})
	)
	.max(LIMITS.detours);
export type Detours = z.output<typeof Detours>;

/** The detours of a work, all of them: what is not there any more is dropped. */
export const SetDetours = z.strictObject({
	detours: Detours,
	crs: Crs,
	/** Why, for the history. */
	reason: freeText().max(LIMITS.reasonLength).nullable().default(null)
});
export type SetDetours = z.output<typeof SetDetours>;

/**
 * Which way round does the road graph know for a work that closes the road here? What does not bear on the answer is
 * passed over.
 */
export const ProposeDetours = z.object({
	geometry: z.looseObject({ type: z.string(), coordinates: z.array(z.unknown()) }),
	crs: Crs,
	width_m: z.number().min(LIMITS.width.min).max(LIMITS.width.max).nullable().default(null)
});
export type ProposeDetours = z.output<typeof ProposeDetours>;
