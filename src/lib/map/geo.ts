import GeoJSON from 'ol/format/GeoJSON.js';
import type Geometry from 'ol/geom/Geometry.js';
import type { Feature, FeatureCollection, Geometry as Json } from 'geojson';
import type OlFeature from 'ol/Feature.js';
import { LEGAL_SRID } from '#lib/kernel/crs.ts';
import { areaOf, lengthOf, reproject, vertexCount } from '#lib/kernel/geometry.ts';
import type { Drawn } from './types.ts';

const format = new GeoJSON({ dataProjection: 'EPSG:4326', featureProjection: 'EPSG:3857' });

/** GeoJSON of any kind (WGS84) as map features (EPSG:3857). */
export function toFeatures(json: FeatureCollection | Feature | Json): OlFeature[] {
	return format.readFeatures(json) as OlFeature[];
}

export function toGeometry(json: Json): Geometry {
	return format.readGeometry(json) as Geometry;
}

/** A map geometry as GeoJSON in WGS84, seven decimals (a centimetre). */
export function toJson(geometry: Geometry): Json {
	return format.writeGeometryObject(geometry, { decimals: 7 });
}

/** A geometry with its measures, planar in the legal system; the length of an area is that of its outline. */
export function measured(geometry: Json, vertices = vertexCount(geometry)): Drawn {
	const legal = reproject(geometry, 4326, LEGAL_SRID);
	return { geometry, length: lengthOf(legal), area: areaOf(legal), vertices };
}
