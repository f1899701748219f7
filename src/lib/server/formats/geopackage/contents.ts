import type { DatabaseSync } from 'node:sqlite';
import { crsFromFile, crsOf } from '../crs/identify.ts';
import { refuse } from '../refuse.ts';
import type { FieldType, SourceCrs } from '../types.ts';
import { quoted, rows } from './database.ts';

export interface GpkgLayer {
	table: string;
	geometry: string;
	crs?: SourceCrs;
	/** The integer key when there is one. */
	key?: string;
	columns: { name: string; type: FieldType; blob: boolean }[];
	total?: number;
}

/** Names of the feature tables, in the order of the contents table. */
export function layerNames(db: DatabaseSync): string[] {
	const tables = new Set(rows(db, "select name from sqlite_master where type = 'table'").map((r) => r.name));
	for (const needed of ['gpkg_contents', 'gpkg_geometry_columns', 'gpkg_spatial_ref_sys'])
		if (!tables.has(needed)) refuse('file_unknown_format', { format: 'sqlite' });
	const names = rows(db, "select table_name from gpkg_contents where data_type = 'features' limit 1000").map(
		(r) => String(r.table_name)
	);
	// A listed view could compute for ever; only plain tables are read.
	const plain = names.filter((name) => tables.has(name));
	if (plain.length === 0) refuse('file_layer_unknown', { layer: names[0] ?? '', known: '' });
	return plain;
}

/** What the file says about one of its feature tables. */
export function layerOf(db: DatabaseSync, table: string): GpkgLayer {
	const [geometry] = rows(
		db,
		'select column_name, srs_id from gpkg_geometry_columns where table_name = ?',
		table
	);
	if (geometry === undefined) refuse('file_unreadable', { reason: 'gpkg_geometry_columns' });
	// Generated columns (hidden 2, 3) would run the file's own expressions.
	const info = rows(db, `pragma table_xinfo(${quoted(table)})`).filter((c) => c.hidden === 0);
	const key = info.find((c) => c.pk === 1 && /^integer$/i.test(String(c.type)))?.name;
	const name = String(geometry.column_name);
	if (!info.some((c) => c.name === name)) refuse('file_unreadable', { reason: 'gpkg_geometry_columns' });
	const total = key === undefined ? undefined : lastKey(db, table, String(key));
	const crs = crsOfSrs(db, Number(geometry.srs_id));
	return {
		table,
		geometry: name,
		...(crs ? { crs } : {}),
		...(key === undefined ? {} : { key: String(key) }),
		...(total === undefined ? {} : { total }),
		columns: info
			.filter((c) => c.name !== name && c.name !== key)
			.map((c) => ({ name: String(c.name), ...columnType(String(c.type)) }))
			.filter((c) => !c.blob)
	};
}

/** The highest key stands for the count: exact counting walks the whole table, which a hostile file makes endless. */
function lastKey(db: DatabaseSync, table: string, key: string): number {
	return Number(rows(db, `select max(${quoted(key)}) as n from ${quoted(table)}`)[0]?.n ?? 0);
}

function crsOfSrs(db: DatabaseSync, id: number): SourceCrs | undefined {
	// 0 and -1 are the format's own words for "unknown".
	if (!(id > 0)) return undefined;
	const [srs] = rows(
		db,
		`select organization, organization_coordsys_id as code, definition, srs_name
		 from gpkg_spatial_ref_sys where srs_id = ${Math.trunc(id)}`
	);
	if (srs === undefined) return undefined;
	if (String(srs.organization).toUpperCase() === 'EPSG') return crsOf(Number(srs.code), 'file');
	const definition = String(srs.definition ?? '');
	if (definition === '' || definition === 'undefined') return { name: String(srs.srs_name), from: 'file' };
	return crsFromFile(definition);
}

function columnType(declared: string): { type: FieldType; blob: boolean } {
	const word = declared.toUpperCase();
	const blob = word.startsWith('BLOB') || /^(GEOMETRY|POINT|LINESTRING|POLYGON|MULTI)/.test(word);
	if (word.startsWith('BOOL')) return { type: 'boolean', blob };
	if (/INT/.test(word)) return { type: 'integer', blob };
	if (/REAL|DOUBLE|FLOAT|NUMERIC/.test(word)) return { type: 'number', blob };
	if (word.startsWith('DATETIME')) return { type: 'timestamp', blob };
	if (word.startsWith('DATE')) return { type: 'date', blob };
	return { type: 'text', blob };
}
