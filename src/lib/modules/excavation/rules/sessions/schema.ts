import { z } from 'zod';
import { encloses, onEarth } from '#lib/kernel/bounding-box.ts';
import { isoDay } from '#lib/kernel/day-schema.ts';
import { freeText } from '#lib/kernel/free-text.ts';
import { LIMITS } from '../limits.ts';
import { DECISIONS } from './types.ts';

const note = freeText().max(LIMITS.reasonLength).nullable().default(null);

/** A session: on which day, and the clashes of which days and place come before it. */
export const OpenSession = z.strictObject({
	held_on: isoDay(),
	place: freeText().min(1).max(200).nullable().default(null),
	period: z.strictObject({ start: isoDay(), end: isoDay() }),
	/** WGS84 west, south, east, north. */
	bbox: z
		.tuple([z.number(), z.number(), z.number(), z.number()])
		.transform(onEarth)
		.refine(encloses)
		.nullable()
		.default(null)
});
export type OpenSession = z.output<typeof OpenSession>;

/**
 * What was decided on one item, until the session is closed. `seen` is the `decided_at` of the decision that the sender
 * saw, null of none: two who write at one table do not write over each other.
 */
export const DecideItem = z.strictObject({
	decision: z.enum(DECISIONS),
	note,
	seen: z.iso.datetime().nullable().default(null)
});
export type DecideItem = z.output<typeof DecideItem>;

export const NoteAttendance = z.strictObject({
	present: z.boolean(),
	represented_by: freeText().min(1).max(200).nullable().default(null)
});
export type NoteAttendance = z.output<typeof NoteAttendance>;

export const CloseSession = z.strictObject({
	note: freeText().max(LIMITS.detailsLength).nullable().default(null)
});
export type CloseSession = z.output<typeof CloseSession>;
