import { z } from 'zod';
import { freeText } from '#lib/kernel/free-text.ts';
import { LIMITS } from '../limits.ts';
import { EditDig } from '../schema.ts';
import { DESK_KINDS } from './types.ts';

const Reason = freeText().min(1).max(LIMITS.reasonLength);

/** A decision that must say why. */
export const WithReason = z.strictObject({ reason: Reason });

/** An approval, with what it asks for. */
export const ApproveDig = z.strictObject({
	conditions: z.array(Reason).max(20).default([]),
	/** A word for the file. */
	reason: Reason.nullable().default(null)
});

/** Changes of a granted work, and why; it goes back to those who approve. */
export const AmendDig = EditDig.extend({ reason: Reason });

export const Nothing = z.strictObject({});

/** A desk: all of it, or one reason in full. */
export const DeskQuery = z.object({ kind: z.enum(DESK_KINDS).optional() });
