import { z } from 'zod';
import { isoDay } from '#lib/kernel/day-schema.ts';
import { freeText } from '#lib/kernel/free-text.ts';
import { STREET_CLASSES } from '../calendar/vocabulary.ts';
import { LIMITS } from '../limits.ts';
import { SURFACES } from '../vocabulary.ts';

const reason = freeText().min(1).max(LIMITS.reasonLength);

/**
 * A party's answer to an offer of one trench. `saving` and `lead` are those the party saw: terms that have changed
 * since are not accepted unseen.
 */
export const AnswerOffer = z.discriminatedUnion('answer', [
	z.strictObject({
		answer: z.literal('accept'),
		saving: z.number().int().nonnegative(),
		lead: z.string().max(40)
	}),
	z.strictObject({ answer: z.literal('refuse'), reason })
]);
export type AnswerOffer = z.output<typeof AnswerOffer>;

/** Giving up a trench that was signed. */
export const EndJoint = z.strictObject({ reason });
export type EndJoint = z.output<typeof EndJoint>;

/** Which part of the ledger: days, both included; all when absent. */
export const ListSavings = z.object({ from: isoDay().optional(), to: isoDay().optional() });
export type ListSavings = z.output<typeof ListSavings>;

const Piastres = z.number().int().min(0).max(100_000_000);

/** The prices of one metre of trench from a day on; those of the same street and surface end the day before. */
export const AddJointPrice = z.strictObject({
	road_class: z.enum(STREET_CLASSES),
	surface: z.enum(SURFACES),
	cut: Piastres,
	backfill: Piastres,
	restore: Piastres,
	valid_from: isoDay(),
	/** The decree or letter it was read in. */
	origin: freeText().min(1).max(LIMITS.titleLength)
});
export type AddJointPrice = z.output<typeof AddJointPrice>;
