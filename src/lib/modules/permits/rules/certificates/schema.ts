import { z } from 'zod';
import { freeText } from '#lib/kernel/free-text.ts';
import { Surface } from '../check/geojson.ts';
import { PLACES } from '../code/types.ts';

/** Which plot a statement is issued for: a row of the parcels, or a surface (EPSG:22992 when `crs` is absent). */
export const IssueStatement = z
	.strictObject({
		parcel: z
			.string()
			.regex(/^\d{1,18}$/, { message: 'field_id' })
			.optional(),
		geometry: Surface.optional(),
		crs: z.union([z.string().max(4000), z.number()]).default('EPSG:22992'),
		place: z.enum(PLACES).optional()
	})
	.refine((asked) => (asked.parcel === undefined) !== (asked.geometry === undefined), {
		path: ['parcel'],
		message: 'field_site'
	});

/** Why a certificate is taken back. */
export const RevokeCertificate = z.strictObject({
	reason: freeText().min(1).max(2000),
	article: freeText().min(1).max(300).nullable().default(null)
});
