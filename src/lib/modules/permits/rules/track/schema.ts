import { z } from 'zod';
import { stripBidi, toLatinDigits } from '#lib/kernel/bidi.ts';
import { formatReference, parseReference } from '#lib/kernel/ids.ts';

/** The reference of a case as people type it, and the last four digits of the telephone in it. */
export const TrackPermit = z.strictObject({
	reference: z
		.string()
		.max(60)
		.transform((text, context) => {
			const parsed = parseReference(text);
			if (parsed) return formatReference(parsed);
			context.addIssue({ code: 'custom', message: 'field_reference' });
			return z.NEVER;
		}),
	phone_last4: z
		.string()
		.max(20)
		.transform((text) => toLatinDigits(stripBidi(text)).trim())
		.pipe(z.string().regex(/^\d{4}$/, { message: 'field_phone_last4' }))
});
export type TrackPermit = z.output<typeof TrackPermit>;
