import type { Geometry } from 'geojson';
import type { FieldType } from '../types.ts';

export interface WriteFeature {
	/** Written as the feature's own identifier where the format has one. */
	id?: string;
	/** In the CRS of the options, two ordinates. */
	geometry: Geometry | null;
	properties: Record<string, unknown>;
}

export interface WriteField {
	name: string;
	type: FieldType;
}

export interface WriteOptions {
	/** EPSG code of the coordinates: 4326, 22992 or another of `SRIDS`. */
	srid: number;
	/** Layer and file name, ASCII. */
	name: string;
	fields: readonly WriteField[];
	signal?: AbortSignal;
}

export interface WriteReport {
	features: number;
	/** Text values that the format had to cut. */
	cut: number;
}
