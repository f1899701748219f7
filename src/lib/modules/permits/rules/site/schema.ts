import { z } from 'zod';
import { PLACES } from '../code/types.ts';
import { Surface } from '../check/geojson.ts';

/** Which site a statement is asked for, and by which day's code. */
const Judged = { on: z.iso.date().optional(), place: z.enum(PLACES).optional() };
const KEY = /^\d{1,18}$/;

/** `parcel`: key of a row of the parcels; or `at`: longitude and latitude of a place on it. */
export const SiteQuery = z
	.strictObject({
		parcel: z.string().regex(KEY, { message: 'field_id' }).optional(),
		at: z
			.string()
			.transform((text) => text.split(',').map(Number))
			.refine(([lon, lat, ...more]) => isDegrees(lon, 180) && isDegrees(lat, 85) && more.length === 0, {
				message: 'field_place'
			})
			.transform(([lon, lat]) => [lon!, lat!] as [number, number])
			.optional(),
		...Judged
	})
	.refine((asked) => (asked.parcel === undefined) !== (asked.at === undefined), {
		path: ['parcel'],
		message: 'field_site'
	});

/** A site that is in no layer: drawn, or typed from a survey sheet; in EPSG:22992 when `crs` is absent. */
export const SiteDrawn = z.strictObject({
	geometry: Surface,
	crs: z.union([z.string().max(4000), z.number()]).default('EPSG:22992'),
	...Judged
});

const isDegrees = (value: number | undefined, most: number) =>
	value !== undefined && Number.isFinite(value) && Math.abs(value) <= most;
