import { z } from 'zod';
import { isoDay } from '#lib/kernel/day-schema.ts';
import { freeText } from '#lib/kernel/free-text.ts';

const fields = {
	name: z.strictObject({
		ar: freeText().trim().min(1).max(200),
		en: freeText().trim().min(1).max(200).nullable().default(null)
	}),
	register_no: freeText().trim().min(1).max(40),
	valid_until: isoDay()
};

/** A contractor for the register. */
export const AddContractor = z.strictObject(fields);
export type AddContractor = z.output<typeof AddContractor>;

/** Changes to a contractor; `seen` is the updated_at that the sender saw. */
export const EditContractor = z.strictObject({
	name: fields.name.optional(),
	register_no: fields.register_no.optional(),
	valid_until: fields.valid_until.optional(),
	seen: z.iso.datetime()
});
export type EditContractor = z.output<typeof EditContractor>;
