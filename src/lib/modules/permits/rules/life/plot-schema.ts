/** A plot is named or drawn, not both. */
export const onePlot = ({ parcel_id, parcel }: { parcel_id?: unknown; parcel?: unknown }) =>
	(parcel_id ?? null) === null || (parcel ?? null) === null;
export const PLOT_TWICE = { path: ['parcel'], message: 'field_plot' };
