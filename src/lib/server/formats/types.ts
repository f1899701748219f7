import type { Geometry } from 'geojson';
import type { Bbox } from '#lib/kernel/crs.ts';
import type { ErrorCode, ErrorParams } from '#lib/kernel/errors.ts';

export const FORMATS = [
	'geojson',
	'geojsonseq',
	'shapefile',
	'geopackage',
	'kml',
	'kmz',
	'gpx',
	'csv',
	'xlsx',
	'dxf',
	'osm',
	'osm-pbf'
] as const;

export type FormatId = (typeof FORMATS)[number];

/** One record of a file. `geometry` has two ordinates per position, in the CRS of the file. */
export interface SourceFeature {
	/** 1 for the first record of the file. */
	row: number;
	geometry: Geometry | null;
	properties: Record<string, unknown>;
	/** The identifier the file itself gives, stable between two deliveries of the same data. */
	sourceId?: string;
	/** Why this record cannot be used; the records after it can. */
	problem?: Problem;
}

export interface Problem {
	code: ErrorCode;
	params: ErrorParams;
}

export type FieldType = 'text' | 'integer' | 'number' | 'boolean' | 'date' | 'timestamp';

export interface SourceField {
	name: string;
	type: FieldType;
	/** Up to five different values, for people to recognise the field by. */
	samples: unknown[];
}

/** The coordinate system of a file: `srid` is its EPSG code when known. */
export interface SourceCrs {
	srid?: number;
	name: string;
	/** Who says so: the file, the format's own rule, the size of the numbers, or the caller. */
	from: 'file' | 'format' | 'guess' | 'given';
}

export interface OpenedSource {
	format: FormatId;
	encoding?: string;
	/** 0..1; 1 when the file names its encoding. */
	encodingConfidence?: number;
	/** Absent when the coordinates are local or nothing tells. */
	crs?: SourceCrs;
	/** EPSG codes under which the coordinates would fall in Egypt, best first, when the file does not tell. */
	crsSuggestions: number[];
	/** Around the first records, in the system of the file; absent when none of them has a place. */
	extent?: Bbox;
	layers?: string[];
	/** The layer being read when the file has several; absent = all of them. */
	layer?: string;
	fields: SourceField[];
	/** False when `fields` comes from the first records only and later ones may carry more. */
	fieldsComplete: boolean;
	/** Number of records, when the file tells it cheaply. */
	total?: number;
	/** What was passed over on purpose, counted while reading (`HATCH: 12`). */
	skipped: Record<string, number>;
	/** Reads from the start; may be called again. */
	features(): AsyncGenerator<SourceFeature, void, undefined>;
	close(): Promise<void>;
}

/** Which columns of a table hold the place. */
export type GeometryColumns = { wkt: string } | { x: string; y: string };

export interface OpenOptions {
	/** Only when the content is not trusted to tell. */
	format?: FormatId;
	layer?: string;
	/** A label such as `windows-1256`; overrules what the file says. */
	encoding?: string;
	/** `EPSG:22992`; overrules what the file says. */
	crs?: string;
	columns?: GeometryColumns;
	signal?: AbortSignal;
	limits?: Partial<ReadLimits>;
}

/** What a file may cost. Every reader refuses beyond, before the memory is taken. */
export interface ReadLimits {
	fileBytes: number;
	/** All members of an archive together, unpacked. */
	unpackedBytes: number;
	/** Unpacked size over packed size, looked at from 32 MB on. */
	ratio: number;
	entries: number;
	/** Bytes of one record in the fast formats. */
	recordBytes: number;
	/** Characters of one piece of text in formats that are parsed character by character: a CSV line, an XML text. */
	textLength: number;
	/** Characters of one XML tag or comment. */
	markupLength: number;
	/** Positions in one geometry. */
	vertices: number;
	/** Rings or lines in one geometry. */
	parts: number;
	/** Positions in one geometry where each is an element or a record of its own, which costs far more. */
	elements: number;
	features: number;
	/** Nesting of JSON, XML and geometry collections. */
	depth: number;
	fields: number;
	/** Cells of a workbook's sheet, which costs far more than a line of text. */
	cells: number;
	/** Node references held at once when ways are joined. */
	osmNodes: number;
}

export const LIMITS: ReadLimits = {
	fileBytes: 4 * 2 ** 30,
	unpackedBytes: 2 * 2 ** 30,
	ratio: 200,
	entries: 2000,
	recordBytes: 32 * 2 ** 20,
	textLength: 8 * 2 ** 20,
	markupLength: 2 ** 20,
	vertices: 500_000,
	parts: 20_000,
	elements: 100_000,
	features: 5_000_000,
	depth: 64,
	fields: 1000,
	cells: 500_000,
	osmNodes: 10_000_000
};

/** What a format reader hands to `openSource`, which adds fields, limits and cancelling. */
export interface SourceReader {
	format: FormatId;
	encoding?: string;
	encodingConfidence?: number;
	crs?: SourceCrs;
	layers?: string[];
	layer?: string;
	/** Absent = found from the first records. */
	fields?: { name: string; type: FieldType }[];
	total?: number;
	skipped?: Record<string, number>;
	read(): AsyncGenerator<SourceFeature, void, undefined>;
	close?(): Promise<void>;
}

export interface ReadContext {
	options: OpenOptions;
	limits: ReadLimits;
}
