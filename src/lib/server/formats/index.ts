export { openSource } from './open.ts';
export { FORMATS, LIMITS } from './types.ts';
export type {
	FieldType,
	FormatId,
	GeometryColumns,
	OpenedSource,
	OpenOptions,
	Problem,
	ReadLimits,
	SourceCrs,
	SourceFeature,
	SourceField
} from './types.ts';
export { writeCsv } from './write/csv.ts';
export { writeGeoJson } from './write/geojson.ts';
export { writeGeoPackage, type GpkgOptions } from './write/geopackage.ts';
export { writeShapefile } from './write/shapefile.ts';
export type { WriteFeature, WriteField, WriteOptions, WriteReport } from './write/types.ts';
export { readWkb } from './geometry/wkb-read.ts';
export { writeWkb } from './geometry/wkb-write.ts';
