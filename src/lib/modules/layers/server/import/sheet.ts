import { DomainError } from '#lib/kernel/errors.ts';
import { openSource, type OpenedSource, type SourceFeature } from '#lib/server/formats/index.ts';
import type { SheetJoin } from '../../rules/index.ts';
import type { Reading } from './options.ts';
import { guessKey, keyOf } from './sheet-key.ts';

/** A file whose records carry the columns of a sheet as well. */
export interface JoinedSource extends OpenedSource {
	join?: SheetJoin;
}

type Properties = Record<string, unknown>;
interface Row {
	key: string;
	/** The key as it stands in the sheet. */
	shown: string;
	properties: Properties;
	repeated: boolean;
}

/** Shapes that are looked at to find the key. */
const LOOK_AT = 20_000;

/**
 * Lays the rows of a sheet over the records of a file by their common key; where both have a field of a name, the
 * sheet's value counts. Shapes without a row, and rows without a shape, come as records with that problem: nothing is
 * lost. Closes the file when it cannot.
 * @throws DomainError `sheet_not_a_table`, `field_unknown`, `file_*`.
 */
export async function joinSheet(
	file: OpenedSource,
	{ path, name, tab, fileKey, sheetKey }: NonNullable<Reading['sheet']>,
	signal?: AbortSignal
): Promise<JoinedSource> {
	try {
		const { rows, ...sheet } = await readSheet(path, tab, signal);
		const fileFields = file.fields.map((f) => f.name);
		const sheetFields = sheet.fields.map((f) => f.name);
		const seen = await keysOf(file, fileFields);
		const guess = guessKey({ fields: fileFields, records: seen }, { fields: sheetFields, records: rows });
		const key = { file: fileKey ?? guess.file, sheet: sheetKey ?? guess.sheet };
		demandField(key.file, fileFields);
		demandField(key.sheet, sheetFields);
		const byKey = keyed(rows, key.sheet);
		const shapes = new Set(seen.map((p) => keyOf(p[key.file])));
		const both = new Set(sheetFields);
		const { total: _shapesOnly, ...rest } = file;
		return {
			...rest,
			fields: [...sheet.fields, ...file.fields.filter((f) => !both.has(f.name))],
			// Rows without a shape are records, too.
			...(seen.length < LOOK_AT
				? { total: seen.length + byKey.filter((r) => !isFound(r, shapes)).length }
				: {}),
			join: {
				name,
				format: sheet.format,
				tabs: sheet.layers ?? [],
				...(sheet.layer === undefined ? {} : { tab: sheet.layer }),
				fields: sheetFields,
				fileFields,
				key,
				rows: rows.length,
				shapes: seen.length,
				matched: byKey.filter((r) => isFound(r, shapes)).length
			},
			features: () => joined(file, byKey, key)
		};
	} catch (error) {
		await file.close();
		throw error;
	}
}

async function readSheet(path: string, tab: string | undefined, signal: AbortSignal | undefined) {
	const source = await openSource(path, {
		...(tab === undefined ? {} : { layer: tab }),
		...(signal ? { signal } : {}),
		limits: { features: 100_000 }
	});
	try {
		if (source.format !== 'xlsx' && source.format !== 'csv')
			throw new DomainError('sheet_not_a_table', { params: { format: source.format } });
		const rows: Properties[] = [];
		for await (const { properties } of source.features()) rows.push(properties);
		const { format, fields, layers, layer } = source;
		return { format, fields, layers, layer, rows };
	} finally {
		await source.close();
	}
}

/** The attributes of the file's records, as far as a key may be among them. */
async function keysOf(file: OpenedSource, fields: readonly string[]): Promise<Properties[]> {
	const seen: Properties[] = [];
	for await (const { properties } of file.features()) {
		seen.push(Object.fromEntries(fields.map((f) => [f, properties[f]])));
		if (seen.length >= LOOK_AT) break;
	}
	return seen;
}

function keyed(rows: readonly Properties[], field: string): Row[] {
	const seen = new Set<string>();
	return rows.map((properties) => {
		const key = keyOf(properties[field]);
		const repeated = key !== '' && seen.has(key);
		seen.add(key);
		return { key, shown: String(properties[field] ?? ''), properties, repeated };
	});
}

/** Whether a row has its shape. */
function isFound({ key, repeated }: Pick<Row, 'key' | 'repeated'>, shapes: ReadonlySet<string>): boolean {
	return !repeated && key !== '' && shapes.has(key);
}

async function* joined(
	file: OpenedSource,
	rows: readonly Row[],
	key: { file: string; sheet: string }
): AsyncGenerator<SourceFeature, void, undefined> {
	const byKey = new Map(rows.filter((r) => r.key !== '' && !r.repeated).map((r) => [r.key, r.properties]));
	const found = new Set<string>();
	let last = 0;
	for await (const feature of file.features()) {
		last = feature.row;
		const value = keyOf(feature.properties[key.file]);
		const row = byKey.get(value);
		const shown = String(feature.properties[key.file] ?? '');
		const sourceId = shown || feature.sourceId;
		if (row === undefined) {
			const problem = feature.problem ?? { code: 'sheet_row_missing' as const, params: { key: shown } };
			yield { ...feature, ...(sourceId ? { sourceId } : {}), problem };
			continue;
		}
		found.add(value);
		yield { ...feature, sourceId: shown, properties: laid(feature.properties, row) };
	}
	for (const { key: value, shown, properties, repeated } of rows) {
		if (isFound({ key: value, repeated }, found)) continue;
		const code = value === '' ? 'sheet_key_empty' : repeated ? 'sheet_key_repeated' : 'sheet_shape_missing';
		last += 1;
		yield {
			row: last,
			geometry: null,
			properties: { ...properties, [key.file]: properties[key.file] ?? shown },
			...(value ? { sourceId: shown } : {}),
			problem: { code, params: { key: shown, text: textOf(properties) } }
		};
	}
}

function laid(under: Properties, over: Properties): Properties {
	const result = { ...under };
	for (const [name, value] of Object.entries(over))
		if (value !== null && value !== '') result[name] = value;
		else result[name] ??= value;
	return result;
}

/** The beginning of a row that has no key, to find it by. */
function textOf(properties: Properties): string {
	return Object.values(properties)
		.filter((v) => v !== null && v !== '')
		.slice(0, 3)
		.join(' · ')
		.slice(0, 60);
}

function demandField(field: string, known: readonly string[]): void {
	if (!known.includes(field))
		throw new DomainError('field_unknown', { params: { field, known: known.join(', ') } });
}
