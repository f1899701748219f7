import { crsOf } from '../crs/identify.ts';
import { readWkt } from '../geometry/wkt-read.ts';
import { head, type ByteSource } from '../io/bytes.ts';
import { setProp } from '../props.ts';
import { problem, refuse } from '../refuse.ts';
import { textEncoding } from '../text/stream.ts';
import type { GeometryColumns, ReadContext, ReadLimits, SourceFeature, SourceReader } from '../types.ts';
import { findGeometryColumns } from './columns.ts';
import { columnNames, findDelimiter, isHeader } from './dialect.ts';
import { placeOf } from './place.ts';
import { csvRecords } from './records.ts';

/** Enough to meet the first Arabic word of a table that begins with numbers. */
const HEAD = 1024 * 1024;

/** Delimited text with the place in a WKT column or in two columns of numbers; without either, records without a place. */
export async function openCsv(source: ByteSource, { options, limits }: ReadContext): Promise<SourceReader> {
	const first = await head(source, HEAD);
	const { encoding, confidence } = textEncoding(first, options.encoding);
	const sample = new TextDecoder(encoding.startsWith('cp') ? 'latin1' : encoding).decode(first);
	const delimiter = findDelimiter(sample, limits);
	const records = () => csvRecords(source, encoding, delimiter, limits);
	const start = await firstRecord(records());
	const header = isHeader(start);
	const names = columnNames(start, header);
	const found = options.columns ? { columns: options.columns, units: 'unknown' } : findGeometryColumns(names);
	for (const name of Object.values(found?.columns ?? {}))
		if (!names.includes(name)) refuse('field_unknown', { field: name });
	const srid =
		found && 'wkt' in found.columns ? await sridOf(records(), names, found.columns.wkt, limits) : 0;
	return {
		format: 'csv',
		encoding,
		encodingConfidence: confidence,
		...(found?.units === 'degrees' ? { crs: crsOf(4326, 'guess') } : {}),
		...(srid > 0 ? { crs: crsOf(srid, 'file') } : {}),
		read: () => features(records(), names, header, found?.columns, limits)
	};
}

async function* features(
	records: AsyncGenerator<string[], void>,
	names: string[],
	header: boolean,
	columns: GeometryColumns | undefined,
	limits: ReadLimits
): AsyncGenerator<SourceFeature, void> {
	let row = header ? -1 : 0;
	for await (const cells of records) {
		row += 1;
		if (header && row === 0) continue;
		const feature: SourceFeature = { row, geometry: null, properties: {} };
		names.forEach((name, i) => setProp(feature.properties, name, valueOf(cells[i] ?? '')));
		if (cells.length > names.length)
			feature.problem = problem('file_unreadable', { reason: 'columns', expected: names.length });
		else if (columns) {
			const cleaned = placeOf(columns, (name) => (cells[names.indexOf(name)] ?? '').trim(), limits);
			if (cleaned.problem) feature.problem = cleaned.problem;
			else feature.geometry = cleaned.geometry;
			for (const name of Object.values(columns)) delete feature.properties[name];
		}
		yield feature;
	}
}

/** Numbers as numbers, but not those that are names: leading zeros, telephone and national numbers of 16 digits. */
function valueOf(cell: string): unknown {
	// Spreadsheet exports guard texts that look like formulas with an apostrophe; it is not part of the text.
	const text = cell.trim().replace(/^'(?=[=+\-@\t\r'])/, '');
	if (text === '') return null;
	if (/^-?(0|[1-9]\d{0,14})(\.\d{1,15})?$/.test(text)) return Number(text);
	return text;
}

async function firstRecord(records: AsyncGenerator<string[], void>): Promise<string[]> {
	for await (const record of records) return record;
	refuse('file_unreadable', { reason: 'empty' });
}

/** The code in front of the first shapes (`SRID=22992;POINT ...`), 0 when they name none or differ. */
async function sridOf(
	records: AsyncGenerator<string[], void>,
	names: string[],
	column: string,
	limits: ReadLimits
): Promise<number> {
	const srids = new Set<number>();
	let seen = 0;
	for await (const cells of records) {
		const read = readWkt(cells[names.indexOf(column)] ?? '', limits);
		if (!read.problem) srids.add(read.srid ?? 0);
		if ((seen += 1) > 20) break;
	}
	const [only = 0] = srids;
	return srids.size === 1 ? only : 0;
}
