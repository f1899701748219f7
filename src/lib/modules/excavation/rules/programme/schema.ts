import { z } from 'zod';
import { isoDay } from '#lib/kernel/day-schema.ts';
import { LIMITS } from '../limits.ts';

/** A call to agencies for what they plan in a period; `units` are ids or codes. */
export const OpenCall = z.strictObject({
	period: z.strictObject({ start: isoDay(), end: isoDay() }),
	/** The last day for handing in. */
	due_on: isoDay(),
	units: z.array(z.string().min(1).max(100)).min(1).max(200),
	note: z.string().trim().min(1).max(LIMITS.reasonLength).nullable().default(null)
});
export type OpenCall = z.output<typeof OpenCall>;

/** Works that are gone from a programme, by their references. */
const references = z.array(z.string().min(1).max(40)).min(1).max(500);

/** Takes them back, all for one reason. */
export const WithdrawMissing = z.strictObject({
	references,
	reason: z.string().trim().min(1).max(LIMITS.reasonLength)
});
/** Leaves them as they are; nobody asks again. */
export const KeepMissing = z.strictObject({ references });
