import { z } from 'zod';
import { LIMITS } from '../limits.ts';

/** A call to agencies for what they plan in a period; `units` are ids or codes. */
export const OpenCall = z.strictObject({
	period: z.strictObject({ start: z.iso.date(), end: z.iso.date() }),
	/** The last day for handing in. */
	due_on: z.iso.date(),
	units: z.array(z.string().min(1).max(100)).min(1).max(200),
	note: z.string().trim().min(1).max(LIMITS.reasonLength).nullable().default(null)
});
export type OpenCall = z.output<typeof OpenCall>;
