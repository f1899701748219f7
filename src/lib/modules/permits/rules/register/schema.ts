import { z } from 'zod';
import { BoundingBox } from '#lib/kernel/bounding-box.ts';
import { freeText } from '#lib/kernel/free-text.ts';
import { PERMIT_KINDS } from '../life/vocabulary.ts';
import { PUBLIC_STATES } from './vocabulary.ts';

const Year = z.coerce.number().int().min(1900).max(2999);
/** Codes with commas between. */
const codes = <T extends readonly [string, ...string[]]>(known: T) =>
	z
		.string()
		.max(300)
		.transform((text) => text.split(','))
		.pipe(z.array(z.enum(known)).min(1).max(known.length));

/** What is looked for in the public register. */
export const PublicPermitsQuery = z.object({
	/** A reference, or words of the place: parcel, street, district. */
	q: freeText().max(200).optional(),
	state: codes(PUBLIC_STATES).optional(),
	kind: codes(PERMIT_KINDS).optional(),
	/** The code of a district. */
	district: freeText().min(1).max(100).optional(),
	/** Of the application. */
	year: Year.optional(),
	bbox: BoundingBox.optional(),
	cursor: z.string().max(500).optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50)
});
export type PublicPermitsQuery = z.output<typeof PublicPermitsQuery>;

/** What a feed of the register holds: everything, or what changed since a day or moment, or was applied for in a year. */
export const RegisterFeedQuery = z.object({
	since: z.union([z.iso.date(), z.iso.datetime({ offset: true })]).optional(),
	year: Year.optional(),
	/** Of the words; codes and names of fields are those of the standard. */
	lang: z.enum(['ar', 'en']).default('ar'),
	/** `1`: tables with the mark by which spreadsheets know Arabic. */
	excel: z.literal('1').optional()
});
export type RegisterFeedQuery = z.output<typeof RegisterFeedQuery>;
