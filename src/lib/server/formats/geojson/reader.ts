import { isUtf8 } from 'node:buffer';
import { head, type ByteSource } from '../io/bytes.ts';
import { cleanGeometry } from '../geometry/clean.ts';
import { crsFromFile, crsOf } from '../crs/identify.ts';
import { problem, refuse } from '../refuse.ts';
import { decoderFor, encodingName, type Decode } from '../text/decoders.ts';
import { guessEncoding, type EncodingGuess } from '../text/guess-encoding.ts';
import { asUtf8, textEncoding } from '../text/stream.ts';
import { wholeCharacters } from '../text/utf8.ts';
import type { ReadContext, ReadLimits, SourceCrs, SourceFeature, SourceReader } from '../types.ts';
import { flatten } from './flatten.ts';
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
	const scanner = new JsonScanner(limits, false);
	let tops = 0;
	let known = false;
	let crs: SourceCrs = crsOf(4326, 'format');
	let foreign: Uint8Array | undefined;
	for await (const chunk of pieces(source)) {
		if (foreign === undefined && !isUtf8(withoutEnds(chunk))) foreign = chunk;
		for (const { bytes, collection } of scanner.push(chunk)) {
			tops += 1;
			if (collection) crs = crsMember(bytes) ?? crs;
			known ||= collection || isGeoJson(bytes);
		}
	}
	scanner.end();
	if (!known) refuse('file_unknown_format', { format: 'json' });
	return {
		sequence: tops > 1,
		total: scanner.count,
		crs,
		encoding: foreign ? guessEncoding(foreign) : { encoding: 'utf-8', confidence: 1 }
	};
}

async function* scan(source: ByteSource, limits: ReadLimits): AsyncGenerator<Found[], void> {
	const scanner = new JsonScanner(limits);
	for await (const chunk of pieces(source)) yield scanner.push(chunk);
	scanner.end();
}

/** The chunks, without the byte-order mark that may open the first. */
async function* pieces(source: ByteSource): AsyncGenerator<Uint8Array, void> {
	let start = true;
	for await (const chunk of source.chunks()) {
		const mark = start && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
		start = false;
		yield mark ? chunk.subarray(3) : chunk;
	}
}

/** Without the halves of characters that a cut may leave at both ends. */
function withoutEnds(chunk: Uint8Array): Uint8Array {
	let from = 0;
	while (from < 3 && ((chunk[from] ?? 0) & 0xc0) === 0x80) from += 1;
	return wholeCharacters(chunk.subarray(from));
}

async function* features(
	source: ByteSource,
	limits: ReadLimits,
	decode: Decode
): AsyncGenerator<SourceFeature, void> {
	let row = 0;
	for await (const batch of scan(source, limits))
		for (const found of batch) {
			if (found.collection && found.kind === 'top') continue;
			row += 1;
			yield feature(found.bytes, row, limits, decode);
		}
}

function feature(bytes: Uint8Array, row: number, limits: ReadLimits, decode: Decode): SourceFeature {
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
		properties: flatten(props as Record<string, unknown>),
		...(typeof id === 'string' || typeof id === 'number' ? { sourceId: String(id) } : {}),
		...(cleaned.problem ? { geometry: null, problem: cleaned.problem } : { geometry: cleaned.geometry })
	};
}

const broken = () => problem('file_unreadable', { reason: 'json' });

/** The `crs` member of the 2008 edition, still written by GDAL and QGIS; `null` there means unknown. */
function crsMember(bytes: Uint8Array): SourceCrs | undefined {
	let header: { crs?: { properties?: { name?: unknown } } | null };
	try {
		header = JSON.parse(latin(bytes)) as typeof header;
	} catch (cause) {
		refuse('file_unreadable', { reason: 'json' }, cause);
	}
	const name = header.crs?.properties?.name;
	return typeof name === 'string' ? crsFromFile(name) : undefined;
}

function isGeoJson(bytes: Uint8Array): boolean {
	try {
		const type = String((JSON.parse(latin(bytes)) as { type?: unknown }).type);
		return type === 'Feature' || GEOMETRIES.has(type);
	} catch {
		return false;
	}
}

function latin(bytes: Uint8Array): string {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}
