import type { Box } from './types.ts';

/** The file formats a layer can be had in; their names are the same in every language. */
export const EXPORT_FORMATS = [
	{ id: 'geojson', title: 'GeoJSON' },
	{ id: 'gpkg', title: 'GeoPackage' },
	{ id: 'shp', title: 'Shapefile' },
	{ id: 'csv', title: 'CSV' }
] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number]['id'];

/** The address of a layer as a file; `box` (WGS84) leaves what touches it, null takes everything. */
export function exportHref(layer: string, format: ExportFormat, box: Box | null): string {
	const query = new URLSearchParams({ format });
	if (box) query.set('bbox', clamped(box).join(','));
	return `/api/v1/layers/${encodeURIComponent(layer)}/export?${query}`;
}

/** A map turned far out shows more than the Earth. */
function clamped([west, south, east, north]: Box): number[] {
	const within = (degrees: number, limit: number) => Math.min(limit, Math.max(-limit, degrees));
	return [within(west, 180), within(south, 85), within(east, 180), within(north, 85)].map(
		(degrees) => Math.round(degrees * 1e6) / 1e6
	);
}
