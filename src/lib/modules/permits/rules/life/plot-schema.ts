import { z } from 'zod';
import { freeText } from '#lib/kernel/free-text.ts';
import { Surface } from '../check/geojson.ts';

/** Where something is asked for, or found; none of it need be sent. */
export const plotFields = {
	/** A parcel of the map by its id; or `parcel` drawn or surveyed, in the system `crs` names. */
	parcel_id: z
		.union([z.string().regex(/^\d{1,18}$/), z.number().int().positive()])
		.transform(String)
		.nullable(),
	parcel: Surface.nullable(),
	crs: z.union([z.string().max(4000), z.number()]).default('EPSG:22992'),
	address: freeText().min(1).max(300).nullable()
};

/** The same of something new: what is not sent is not known. */
export const newPlot = {
	parcel_id: plotFields.parcel_id.default(null),
	parcel: plotFields.parcel.default(null),
	crs: plotFields.crs,
	address: plotFields.address.default(null)
};

/** A plot is named or drawn, not both. */
export const onePlot = ({ parcel_id, parcel }: { parcel_id?: unknown; parcel?: unknown }) =>
	(parcel_id ?? null) === null || (parcel ?? null) === null;
export const PLOT_TWICE = { path: ['parcel'], message: 'field_plot' };
