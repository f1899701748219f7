import { findGeometryColumns } from '../csv/columns.ts';
import { placeOf } from '../csv/place.ts';
import { crsOf } from '../crs/identify.ts';
import type { ByteSource } from '../io/bytes.ts';
import { setProp } from '../props.ts';
import { refuse } from '../refuse.ts';
import type { GeometryColumns, ReadContext, ReadLimits, SourceFeature, SourceReader } from '../types.ts';
import { findHeader, HEADER_WITHIN, type Header } from './header.ts';
import { sheetRows, type Merge, type SheetRow } from './rows.ts';
import { openWorkbook, type Sheet, type Workbook } from './workbook.ts';

/**
 * A sheet of a workbook (Office Open XML): records below its header, the place in columns of it as in delimited
 * text, or without a place. The first visible sheet is taken unless `layer` names another.
 * @param members the parts of its archive.
 */
export async function openXlsx(
	members: readonly ByteSource[],
	{ options, limits }: ReadContext
): Promise<SourceReader> {
	const book = await openWorkbook(members, limits);
	const layers = book.sheets.map((s) => s.name);
	const sheet =
		(options.layer === undefined ? book.sheets[0] : book.sheets.find((s) => s.name === options.layer)) ??
		refuse('file_layer_unknown', { layer: options.layer ?? '', known: layers.join(', ') });
	const { header, total } = await survey(sheet, book, limits);
	const found = options.columns
		? { columns: options.columns, units: 'unknown' }
		: findGeometryColumns(header.names);
	for (const name of Object.values(found?.columns ?? {}))
		if (!header.names.includes(name)) refuse('field_unknown', { field: name });
	return {
		format: 'xlsx',
		...(found?.units === 'degrees' ? { crs: crsOf(4326, 'guess') } : {}),
		...(layers.length > 1 ? { layers, layer: sheet.name } : {}),
		total,
		read: () => features(sheetRows(sheet, book, limits), header, found?.columns, limits)
	};
}

/** Reads all of it once: merged cells stand at the end, and a broken end is to be told at the beginning. */
async function survey(
	sheet: Sheet,
	book: Workbook,
	limits: ReadLimits
): Promise<{ header: Header; total: number }> {
	const first: SheetRow[] = [];
	const merges: Merge[] = [];
	let rows = 0;
	for await (const row of sheetRows(sheet, book, limits, merges)) {
		if (Math.max(...row.cells.keys()) >= limits.fields)
			refuse('too_large', { what: 'fields', limit: limits.fields });
		rows += 1;
		if (first.length < HEADER_WITHIN) first.push(row);
	}
	if (rows === 0) refuse('file_unreadable', { reason: 'empty' });
	const header = findHeader(first, merges);
	const above = first.filter((r) => r.row <= header.lastRow).length;
	return { header, total: rows - above };
}

async function* features(
	rows: AsyncGenerator<SheetRow, void>,
	{ names, lastRow }: Header,
	columns: GeometryColumns | undefined,
	limits: ReadLimits
): AsyncGenerator<SourceFeature, void> {
	let count = 0;
	for await (const { row, cells } of rows) {
		if (row <= lastRow) continue;
		const feature: SourceFeature = { row: (count += 1), geometry: null, properties: {} };
		names.forEach((name, column) => setProp(feature.properties, name, cells.get(column) ?? null));
		if (columns) {
			const cleaned = placeOf(columns, (name) => String(cells.get(names.indexOf(name)) ?? '').trim(), limits);
			if (cleaned.problem) feature.problem = cleaned.problem;
			else feature.geometry = cleaned.geometry;
			for (const name of Object.values(columns)) delete feature.properties[name];
		}
		yield feature;
	}
}
