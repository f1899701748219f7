import { crsFromFile } from '../crs/identify.ts';
import { cleanGeometry } from '../geometry/clean.ts';
import { readAll, type ByteSource } from '../io/bytes.ts';
import { problem, refuse } from '../refuse.ts';
import { decoderFor, encodingName, type Decode } from '../text/decoders.ts';
import { guessEncoding, type EncodingGuess } from '../text/guess-encoding.ts';
import { wholeCharacters } from '../text/utf8.ts';
import type { ReadContext, ReadLimits, SourceCrs, SourceFeature, SourceReader } from '../types.ts';
import { driverEncoding, type DbfHeader } from './dbf-header.ts';
import { dbfColumns, dbfRecords, dbfTextBytes, dbfValues, type DbfColumn } from './dbf-read.ts';
import { shapes } from './shp-read.ts';

/** The files a shapefile is made of. */
export interface ShapefileParts {
	shp: ByteSource;
	dbf: ByteSource;
	prj?: ByteSource;
	cpg?: ByteSource;
}

/** Records looked at, and bytes kept, to find out how the text is encoded. */
const LOOK_AT = 5000;
const SAMPLE_BYTES = 64 * 1024;

/** A shapefile; shapes and attributes are read side by side, without unpacking to disk. */
export async function openShapefile(
	parts: ShapefileParts,
	{ options, limits }: ReadContext
): Promise<SourceReader> {
	const { header, sample } = await survey(parts.dbf, limits);
	const guess = await encodingOf(parts, header, sample, options.encoding);
	const decode = fieldDecoder(guess.encoding);
	const columns = dbfColumns(header.fields, decode);
	const crs = await crsOfPrj(parts.prj);
	return {
		format: 'shapefile',
		encoding: guess.encoding,
		encodingConfidence: guess.confidence,
		...(crs ? { crs } : {}),
		fields: columns.map(({ name, valueType }) => ({ name, type: valueType })),
		total: header.records,
		read: () => features(parts, columns, decode, limits)
	};
}

async function* features(
	parts: ShapefileParts,
	columns: DbfColumn[],
	decode: Decode,
	limits: ReadLimits
): AsyncGenerator<SourceFeature, void> {
	const records = dbfRecords(parts.dbf, limits);
	let row = 0;
	try {
		await records.next();
		for await (const shape of shapes(parts.shp, limits)) {
			const next = await records.next();
			if (next.done || next.value.record === undefined) refuse('file_truncated', { part: 'dbf' });
			const { record } = next.value;
			row += 1;
			if (record[0] === 0x2a) continue;
			const cleaned = shape.problem ? shape : cleanGeometry(shape.geometry, limits);
			const feature: SourceFeature = { row, geometry: null, properties: {} };
			if (cleaned.problem) feature.problem = cleaned.problem;
			else feature.geometry = cleaned.geometry ?? null;
			try {
				feature.properties = dbfValues(record, columns, decode);
			} catch {
				feature.problem = problem('file_encoding_unknown');
			}
			yield feature;
		}
	} finally {
		await records.return();
	}
}

/** Columns of fixed width cut long UTF-8 in the middle of a letter. */
function fieldDecoder(encoding: string): Decode {
	const decode = decoderFor(encoding);
	return encoding === 'utf-8' ? (bytes) => decode(wholeCharacters(bytes)) : decode;
}

async function survey(dbf: ByteSource, limits: ReadLimits): Promise<{ header: DbfHeader; sample: Buffer }> {
	const texts: Uint8Array[] = [];
	let held = 0;
	let seen = 0;
	let header: DbfHeader | undefined;
	for await (const next of dbfRecords(dbf, limits)) {
		header = next.header;
		if (next.record === undefined) continue;
		for (const bytes of dbfTextBytes(next.record, header.fields)) {
			texts.push(bytes.slice(), SPACE);
			held += bytes.length + 1;
		}
		if ((seen += 1) >= LOOK_AT || held >= SAMPLE_BYTES) break;
	}
	return { header: header ?? refuse('file_truncated', { part: 'dbf' }), sample: Buffer.concat(texts) };
}

const SPACE = Uint8Array.of(0x20);

/**
 * The caller's word, then the `.cpg`, then the header's driver byte, each only when the bytes can be read so and
 * Arabic does not speak against it; else what reads most like Arabic.
 */
async function encodingOf(
	parts: ShapefileParts,
	header: DbfHeader,
	sample: Buffer,
	given: string | undefined
): Promise<EncodingGuess> {
	if (given !== undefined) {
		const encoding = encodingName(given) ?? refuse('file_encoding_unknown', { encoding: given.slice(0, 40) });
		return { encoding, confidence: 1 };
	}
	const cpg = parts.cpg ? encodingName((await readAll(parts.cpg, 1000)).toString('latin1')) : undefined;
	const named = cpg ?? driverEncoding(header.driver);
	if (sample.length === 0) return { encoding: named ?? 'utf-8', confidence: named ? 1 : 0.5 };
	const guess = guessEncoding(sample);
	if (named === undefined || named === guess.encoding) return named ? { ...guess, confidence: 1 } : guess;
	const utf8 = guess.encoding === 'utf-8';
	// A .cpg that says UTF-8 over other bytes, or anything else over bytes that are plainly UTF-8, is a leftover.
	if (named === 'utf-8' || utf8 || cpg === undefined) return guess;
	return { encoding: named, confidence: 1 };
}

async function crsOfPrj(prj: ByteSource | undefined): Promise<SourceCrs | undefined> {
	if (prj === undefined) return undefined;
	const text = (await readAll(prj, 20_000)).toString('utf8').trim();
	return text === '' ? undefined : crsFromFile(text);
}
