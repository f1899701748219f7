import { fromLegal, toLegal } from '#lib/kernel/crs.ts';
import { mapPositions } from '#lib/kernel/geometry.ts';

type Place = readonly [number, number];

/** Planar metres (EPSG:22992) as the map takes them (WGS84). */
export function toMap<G extends GeoJSON.Geometry>(geometry: G): G {
	return mapPositions(geometry, ([x = NaN, y = NaN]) => [...fromLegal(4326, [x, y])]) as G;
}

export function toMetres(at: Place): Place {
	const [x = NaN, y = NaN] = toLegal(4326, [...at]);
	return [x, y];
}

export function feature(
	geometry: GeoJSON.Geometry,
	properties: Record<string, unknown> = {}
): GeoJSON.Feature {
	return { type: 'Feature', geometry: toMap(geometry), properties };
}

export function collection(features: GeoJSON.Feature[]): GeoJSON.FeatureCollection {
	return { type: 'FeatureCollection', features };
}
