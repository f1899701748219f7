import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Geometry } from 'geojson';
import { afterAll, describe, expect, it } from 'vitest';
import { folder, read, removeFolders } from '../fixtures/files.fixture.ts';
import { writeCsv } from './csv.ts';
import { writeGeoJson } from './geojson.ts';
import { writeGeoPackage } from './geopackage.ts';
import { writeShapefile } from './shapefile.ts';
import type { WriteFeature, WriteField, WriteOptions } from './types.ts';

afterAll(removeFolders);

const FIELDS: WriteField[] = [
	{ name: 'name_ar', type: 'text' },
	{ name: 'street_source_id', type: 'text' },
	{ name: 'street_source', type: 'text' },
	{ name: 'floors', type: 'integer' },
	{ name: 'width_m', type: 'number' },
	{ name: 'paved', type: 'boolean' },
	{ name: 'paved_on', type: 'date' }
];
const VALUES = [
	{
		name_ar: 'شارع "أبو قير"،\nسطر ثان',
		street_source_id: 'w1',
		street_source: '=2+3',
		floors: 12,
		width_m: 7.25,
		paved: true,
		paved_on: '2026-11-01'
	},
	{
		name_ar: null,
		street_source_id: '-x',
		street_source: "'a",
		floors: -3,
		width_m: -0.001,
		paved: false,
		paved_on: null
	},
	{
		name_ar: 'ب',
		street_source_id: '+20 100',
		street_source: '@a',
		floors: null,
		width_m: 123456.789,
		paved: null,
		paved_on: '1999-01-31'
	}
];
const RING = [
	[511_785.13, 943_532.078],
	[511_785.13, 943_600],
	[511_900, 943_600],
	[511_785.13, 943_532.078]
];
const HOLE = [
	[511_800, 943_560],
	[511_810, 943_590],
	[511_800, 943_590],
	[511_800, 943_560]
];
const LINE = RING.slice(0, 3);

const SHAPES: Record<string, Geometry[]> = {
	point: [1, 2, 3].map((n) => ({ type: 'Point', coordinates: [511_785.13 + n, 943_532.078] })),
	line: [
		{ type: 'LineString', coordinates: LINE },
		{ type: 'MultiLineString', coordinates: [LINE, LINE.toReversed()] },
		{ type: 'LineString', coordinates: LINE.slice(1) }
	],
	polygon: [
		{ type: 'Polygon', coordinates: [RING, HOLE] },
		{ type: 'MultiPolygon', coordinates: [[RING, HOLE], [RING.map(([x = 0, y = 0]) => [x + 500, y])]] },
		{ type: 'Polygon', coordinates: [RING] }
	]
};

async function* features(kind: string): AsyncGenerator<WriteFeature> {
	for (const [i, properties] of VALUES.entries())
		yield { id: String(i + 10), geometry: SHAPES[kind]?.[i] ?? null, properties };
}

const options: WriteOptions = { srid: 22992, name: 'test_layer', fields: FIELDS };

async function drained(pieces: AsyncIterable<Buffer>, name: string): Promise<string> {
	const path = join(folder(), name);
	const parts: Buffer[] = [];
	for await (const piece of pieces) parts.push(piece);
	writeFileSync(path, Buffer.concat(parts));
	return path;
}

const write: Record<string, (kind: string) => Promise<string>> = {
	geojson: (kind) => drained(writeGeoJson(features(kind), options), 'a.geojson'),
	csv: (kind) => drained(writeCsv(features(kind), options), 'a.csv'),
	geopackage: async (kind) => {
		const path = join(folder(), 'a.gpkg');
		await writeGeoPackage(path, features(kind), options);
		return path;
	},
	shapefile: async (kind) => {
		const path = join(folder(), 'a.zip');
		await writeShapefile(path, features(kind), options);
		return path;
	}
};

const gdal = existsSync('/usr/bin/ogrinfo');
const ogr = (path: string): string =>
	execFileSync('ogrinfo', ['-al', path.endsWith('.zip') ? `/vsizip/${path}` : path], { encoding: 'utf8' });

describe.each(Object.keys(write))('what is written as %s', (format) => {
	it.each(Object.keys(SHAPES))('is read back the same: %s', async (kind) => {
		const { source, features: found } = await read((await write[format]?.(kind)) ?? '');
		expect(source).toMatchObject({ format, crs: { srid: 22992, from: 'file' } });
		expect(found.map((f) => f.geometry)).toEqual(SHAPES[kind]);
		const names =
			format === 'shapefile'
				? ['name_ar', 'street_sou', 'street_s_1', 'floors', 'width_m', 'paved', 'paved_on']
				: FIELDS.map((f) => f.name);
		const rows = found.map((f) => names.map((name) => f.properties[name]));
		const wanted = VALUES.map((v) => Object.values(v));
		expect(rows).toEqual(format === 'csv' ? wanted.map((row) => row.map(asCsv)) : wanted);
		if (format === 'geojson' || format === 'geopackage')
			expect(found.map((f) => f.sourceId)).toEqual(['10', '11', '12']);
	});

	it.skipIf(!gdal)('opens in GDAL with its system, its Arabic and all its features', async () => {
		const path = (await write[format]?.('polygon')) ?? '';
		const text = ogr(path);
		expect(text).toContain('Feature Count: 3');
		expect(text).toContain('شارع');
		if (format !== 'csv') expect(text).toMatch(/Egypt.1907.{0,4}Red.Belt|Egypt_Red_Belt/);
	});
});

describe('what spreadsheets and old formats need', () => {
	it('marks the CSV as UTF-8 and guards formulas', async () => {
		const path = await write.csv?.('point');
		const { readFileSync } = await import('node:fs');
		const text = readFileSync(path ?? '', 'utf8');
		expect(text.startsWith('\uFEFFname_ar,')).toBe(true);
		expect(text).toContain(",'=2+3,");
		expect(text).toContain(",'-x,");
		expect(text).toContain(',-3,-0.001,');
	});

	it('splits mixed shapes into one shapefile per kind, keeps the empty layer, tells the names', async () => {
		async function* mixed(): AsyncGenerator<WriteFeature> {
			yield {
				geometry: {
					type: 'GeometryCollection',
					geometries: [SHAPES.point?.[0], SHAPES.line?.[0]] as Geometry[]
				},
				properties: {}
			};
			yield { geometry: { type: 'MultiPoint', coordinates: RING }, properties: {} };
		}
		const path = join(folder(), 'a.zip');
		await writeShapefile(path, mixed(), options);
		const { source } = await read(path);
		expect(source.layers).toEqual(['test_layer', 'test_layer_line', 'test_layer_multipoint']);
		const line = await read(path, { layer: 'test_layer_line' });
		expect(line.features.map((f) => f.geometry)).toEqual([SHAPES.line?.[0]]);
		const nothing = join(folder(), 'b.zip');
		await writeShapefile(nothing, (async function* (): AsyncGenerator<WriteFeature> {})(), {
			...options,
			kind: 'polygon'
		});
		expect((await read(nothing)).features).toEqual([]);
	});

	it('cuts what a shapefile cannot hold, between letters, and says how much', async () => {
		async function* long(): AsyncGenerator<WriteFeature> {
			yield { geometry: null, properties: { name_ar: 'ش'.repeat(200) } };
		}
		const path = join(folder(), 'a.zip');
		const report = await writeShapefile(path, long(), options);
		expect(report).toEqual({ features: 1, cut: 1 });
		expect((await read(path)).features[0]?.properties.name_ar).toBe('ش'.repeat(127));
	});

	it('stops when told to', async () => {
		const stop = new AbortController();
		async function* endless(): AsyncGenerator<WriteFeature> {
			for (let i = 0; ; i += 1) {
				if (i === 100) stop.abort();
				yield { geometry: null, properties: {} };
			}
		}
		const path = join(folder(), 'a.gpkg');
		await expect(writeGeoPackage(path, endless(), { ...options, signal: stop.signal })).rejects.toMatchObject(
			{ code: 'cancelled' }
		);
	});
});

/** CSV has no types: truth values come back as words, and ends of lines inside texts stay. */
function asCsv(value: unknown): unknown {
	return typeof value === 'boolean' ? String(value) : value;
}
