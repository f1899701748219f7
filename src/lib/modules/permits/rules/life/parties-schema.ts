import { z } from 'zod';
import { freeText } from '#lib/kernel/free-text.ts';

const Person = z.strictObject({
	name: freeText().min(1).max(200),
	/** Fourteen digits; kept sealed, shown only by its last four. */
	national_id: freeText().max(30).nullable().default(null),
	phone: freeText().max(30).nullable().default(null),
	address: freeText().max(300).nullable().default(null)
});

/** Who builds, who drew and answers for the drawings, and who comes in the owner's name. */
export const Parties = z.strictObject({
	owner: Person,
	engineer: Person.extend({
		syndicate_no: freeText().max(40).nullable().default(null),
		office: freeText().max(200).nullable().default(null)
	})
		.nullable()
		.default(null),
	representative: Person.nullable().default(null)
});
export type Parties = z.output<typeof Parties>;
