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
