import { DatabaseSync } from 'node:sqlite';
import type { Geometry } from 'geojson';
import { writeWkb } from '../geometry/wkb-write.ts';
import { GPKG_TABLES, indexTriggers, srsRows } from './gpkg-schema.ts';
import { until } from './stop.ts';
import type { WriteFeature, WriteField, WriteOptions, WriteReport } from './types.ts';

const TYPES: Record<WriteField['type'], string> = {
	text: 'TEXT',
	integer: 'INTEGER',
	number: 'REAL',
	boolean: 'BOOLEAN',
	date: 'DATE',
	timestamp: 'DATETIME'
};

export interface GpkgOptions extends WriteOptions {
	/** The one type of all geometries, when they have one. */
	geometryType?: Exclude<Geometry['type'], 'GeometryCollection'>;
	/** With a spatial index (default). */
	index?: boolean;
}

/** A GeoPackage with one feature table `name`, its spatial index and the extent; `path` must not exist yet. */
export async function writeGeoPackage(
	path: string,
	features: AsyncIterable<WriteFeature>,
	options: GpkgOptions
): Promise<WriteReport> {
	const db = new DatabaseSync(path);
	try {
		// A file nobody else sees yet: if we fail it is thrown away, so journal and sync only cost time.
		db.exec('pragma journal_mode = off; pragma synchronous = off; begin');
		db.exec(GPKG_TABLES);
		const table = new FeatureTable(db, options);
		for await (const feature of until(features, options.signal)) table.add(feature);
		table.finish();
		db.exec('commit');
		return { features: table.count, cut: 0 };
	} finally {
		db.close();
	}
}

class FeatureTable {
	count = 0;
	readonly #db: DatabaseSync;
	readonly #options: GpkgOptions;
	readonly #fields: WriteField[];
	readonly #box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
	readonly #insert;
	readonly #indexInsert;

	constructor(db: DatabaseSync, options: GpkgOptions) {
		const { name, srid } = options;
		this.#db = db;
		this.#options = options;
		this.#fields = options.fields.map((f) => ({ ...f, name: columnName(f.name) }));
		const srs = db.prepare('insert into gpkg_spatial_ref_sys values (?, ?, ?, ?, ?, ?)');
		for (const row of srsRows(srid)) srs.run(...row);
		const columns = this.#fields.map((f) => `${quoted(f.name)} ${TYPES[f.type]}`);
		db.exec(
			`create table ${quoted(name)} (${['fid integer primary key autoincrement', `geom ${kindOf(options)}`, ...columns].join(', ')})`
		);
		const marks = ['?', '?', ...this.#fields.map(() => '?')].join(', ');
		const names = ['fid', 'geom', ...this.#fields.map((f) => quoted(f.name))].join(', ');
		this.#insert = db.prepare(`insert into ${quoted(name)} (${names}) values (${marks})`);
		if (options.index === false) return;
		db.exec(`create virtual table ${quoted(`rtree_${name}_geom`)} using rtree(id, minx, maxx, miny, maxy)`);
		this.#indexInsert = db.prepare(`insert into ${quoted(`rtree_${name}_geom`)} values (?, ?, ?, ?, ?)`);
	}

	add({ id, geometry, properties }: WriteFeature): void {
		const encoded = geometry ? this.#encode(geometry) : undefined;
		const values = this.#options.fields.map((f) => cell(properties[f.name], f.type));
		const { lastInsertRowid } = this.#insert.run(keyOf(id), encoded?.blob ?? null, ...values);
		this.count += 1;
		if (encoded === undefined) return;
		const [minX, minY, maxX, maxY] = encoded.box;
		this.#indexInsert?.run(lastInsertRowid, minX, maxX, minY, maxY);
		this.#box[0] = Math.min(this.#box[0], minX);
		this.#box[1] = Math.min(this.#box[1], minY);
		this.#box[2] = Math.max(this.#box[2], maxX);
		this.#box[3] = Math.max(this.#box[3], maxY);
	}

	finish(): void {
		const { name, srid } = this.#options;
		const box = this.#box[0] > this.#box[2] ? [null, null, null, null] : this.#box;
		this.#db
			.prepare(
				`insert into gpkg_contents (table_name, data_type, identifier, min_x, min_y, max_x, max_y, srs_id)
				 values (?, 'features', ?, ?, ?, ?, ?, ?)`
			)
			.run(name, name, ...box, srid);
		this.#db
			.prepare("insert into gpkg_geometry_columns values (?, 'geom', ?, ?, 0, 0)")
			.run(name, kindOf(this.#options), srid);
		if (this.#options.index === false) return;
		this.#db
			.prepare("insert into gpkg_extensions values (?, 'geom', 'gpkg_rtree_index', ?, 'write-only')")
			.run(name, 'http://www.geopackage.org/spec120/#extension_rtree');
		this.#db.exec(indexTriggers(name, 'geom', 'fid'));
	}

	#encode(geometry: Geometry): { blob: Buffer; box: [number, number, number, number] } {
		const { wkb, box } = writeWkb(geometry);
		const header = Buffer.alloc(40);
		header.write('GP', 'latin1');
		// Version 0; little-endian with an envelope of four numbers.
		header.writeUInt8(0b0000_0011, 3);
		header.writeInt32LE(this.#options.srid, 4);
		[box[0], box[2], box[1], box[3]].forEach((value, i) => header.writeDoubleLE(value, 8 + 8 * i));
		return { blob: Buffer.concat([header, wkb]), box };
	}
}

function kindOf({ geometryType }: GpkgOptions): string {
	return (geometryType ?? 'Geometry').toUpperCase();
}

/** A whole number keeps being the key; anything else gets the next free one. */
function keyOf(id: string | undefined): number | null {
	const key = Number(id ?? NaN);
	return Number.isSafeInteger(key) ? key : null;
}

/** Our own two columns keep their names; a field of the same name steps aside. */
function columnName(name: string): string {
	return /^(fid|geom)$/i.test(name) ? `${name}_` : name;
}

function quoted(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}

function cell(value: unknown, type: WriteField['type']): string | number | null {
	if (value === null || value === undefined) return null;
	if (typeof value === 'boolean') return value ? 1 : 0;
	if (typeof value === 'number') return Number.isFinite(value) ? value : null;
	if (typeof value === 'string') {
		const number = type === 'integer' || type === 'number' ? Number(value) : NaN;
		return Number.isSafeInteger(number) || (type === 'number' && Number.isFinite(number)) ? number : value;
	}
	return JSON.stringify(value);
}
