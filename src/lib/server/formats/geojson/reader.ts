import { isUtf8 } from 'node:buffer';
import { head, type ByteSource } from '../io/bytes.ts';
import { cleanGeometry } from '../geometry/clean.ts';
import { crsFromCode, crsOf } from '../crs/identify.ts';
import { problem, refuse } from '../refuse.ts';
import { decoderFor, encodingName, type Decode } from '../text/decoders.ts';
import { guessEncoding, type EncodingGuess } from '../text/guess-encoding.ts';
import { asUtf8, textEncoding } from '../text/stream.ts';
import type { ReadContext, ReadLimits, SourceCrs, SourceFeature, SourceReader } from '../types.ts';
import { JsonScanner, type Found } from './scanner.ts';

const GEOMETRIES = new Set([
	'Point',
	'MultiPoint',
	'LineString',
	'MultiLineString',
	'Polygon',
	'MultiPolygon',
	'GeometryCollection'
]);

/**
 * GeoJSON (a collection, one feature, one geometry) and GeoJSON text sequences. Opening reads the file once through
 * without parsing features: it finds the count, a `crs` member wherever it stands, the encoding, and a cut end.
 */
export async function openGeoJson(
	source: ByteSource,
	{ options, limits }: ReadContext
): Promise<SourceReader> {
	const first = textEncoding(await head(source, 1024), options.encoding);
	const bytes = first.encoding.startsWith('utf-16') ? asUtf8(source, first.encoding) : source;
	const survey = await lookThrough(bytes, limits);
	const encoding: EncodingGuess = options.encoding
		? { encoding: encodingName(options.encoding) ?? options.encoding, confidence: 1 }
		: bytes !== source
			? first
			: survey.encoding;
	const decode = decoderFor(bytes === source ? encoding.encoding : 'utf-8');
	return {
		format: survey.sequence ? 'geojsonseq' : 'geojson',
		encoding: encoding.encoding,
		encodingConfidence: encoding.confidence,
		crs: survey.crs,
		total: survey.total,
		read: () => features(bytes, limits, decode)
	};
}

interface Survey {
	sequence: boolean;
	total: number;
	crs: SourceCrs;
	encoding: EncodingGuess;
}

async function lookThrough(source: ByteSource, limits: ReadLimits): Promise<Survey> {
	let tops = 0;
	let total = 0;
	let known = false;
	let crs: SourceCrs = crsOf(4326, 'format');
	const foreign: Buffer[] = [];
	for await (const found of scan(source, limits)) {
		if (foreign.length < 500 && !isUtf8(found.bytes)) foreign.push(found.bytes.subarray(0, 4096));
		if (found.kind === 'feature') {
			total += 1;
			continue;
		}
		tops += 1;
		if (found.collection) crs = crsMember(found.bytes) ?? crs;
		else total += 1;
		known ||= found.collection || isGeoJson(found.bytes);
	}
	if (!known) refuse('file_unknown_format', { format: 'json' });
	return {
		sequence: tops > 1,
		total,
		crs,
		encoding:
			foreign.length > 0 ? guessEncoding(Buffer.concat(foreign)) : { encoding: 'utf-8', confidence: 1 }
	};
}

async function* scan(source: ByteSource, limits: ReadLimits): AsyncGenerator<Found, void> {
	const scanner = new JsonScanner(limits);
	let start = true;
	for await (const chunk of source.chunks()) {
		const mark = start && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
		start = false;
		yield* scanner.push(mark ? chunk.subarray(3) : chunk);
	}
	scanner.end();
}

async function* features(
	source: ByteSource,
	limits: ReadLimits,
	decode: Decode
): AsyncGenerator<SourceFeature, void> {
	let row = 0;
	for await (const found of scan(source, limits)) {
		if (found.collection && found.kind === 'top') continue;
		row += 1;
		yield feature(found.bytes, row, limits, decode);
	}
}

function feature(bytes: Buffer, row: number, limits: ReadLimits, decode: Decode): SourceFeature {
	const bare: SourceFeature = { row, geometry: null, properties: {} };
	let text: string;
	try {
		text = decode(bytes);
	} catch {
		return { ...bare, problem: problem('file_encoding_unknown') };
	}
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		// Python writes not-a-number as a bare word, which JSON does not have.
		const notFinite = /[[,:]\s*-?(NaN|Infinity|inf|nan)\b/.test(text);
		return { ...bare, problem: notFinite ? problem('geometry_not_finite') : broken() };
	}
	const { type, properties, geometry, id } = value as Record<string, unknown>;
	const isFeature = type === 'Feature';
	if (!isFeature && !GEOMETRIES.has(String(type))) return { ...bare, problem: broken() };
	const props = isFeature && typeof properties === 'object' && properties !== null ? properties : {};
	const cleaned = cleanGeometry(isFeature ? geometry : value, limits);
	return {
		row,
		properties: props as Record<string, unknown>,
		...(typeof id === 'string' || typeof id === 'number' ? { sourceId: String(id) } : {}),
		...(cleaned.problem ? { geometry: null, problem: cleaned.problem } : { geometry: cleaned.geometry })
	};
}

const broken = () => problem('file_unreadable', { reason: 'json' });

/** The `crs` member of the 2008 edition, still written by GDAL and QGIS; `null` there means unknown. */
function crsMember(bytes: Buffer): SourceCrs | undefined {
	let header: { crs?: { properties?: { name?: unknown } } | null };
	try {
		header = JSON.parse(bytes.toString('latin1')) as typeof header;
	} catch (cause) {
		refuse('file_unreadable', { reason: 'json' }, cause);
	}
	const name = header.crs?.properties?.name;
	return typeof name === 'string' ? crsFromCode(name) : undefined;
}

function isGeoJson(bytes: Buffer): boolean {
	try {
		const type = String((JSON.parse(bytes.toString('latin1')) as { type?: unknown }).type);
		return type === 'Feature' || GEOMETRIES.has(type);
	} catch {
		return false;
	}
}
