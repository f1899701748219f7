import { existsSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { encode } from '../fixtures/encode.fixture.ts';
import { file, read, removeFolders } from '../fixtures/files.fixture.ts';

afterAll(removeFolders);

const POINT = { type: 'Point', coordinates: [29.9, 31.2] };
const feature = (name: string): object => ({ type: 'Feature', properties: { name }, geometry: POINT });

describe('GeoJSON', () => {
	it('gives every feature of a collection in order, with fields, count and system', async () => {
		const path = file(
			'a.json',
			JSON.stringify({ type: 'FeatureCollection', features: ['أ', 'ب', 'ج'].map(feature) }, null, 2)
		);
		const { source, features } = await read(path);
		expect(source).toMatchObject({
			format: 'geojson',
			total: 3,
			encoding: 'utf-8',
			crs: { srid: 4326, from: 'format' },
			fields: [{ name: 'name', type: 'text', samples: ['أ', 'ب', 'ج'] }]
		});
		expect(features.map((f) => [f.row, f.properties.name])).toEqual([
			[1, 'أ'],
			[2, 'ب'],
			[3, 'ج']
		]);
		expect(features[0]?.geometry).toEqual(POINT);
	});

	it('honours a crs member that stands behind the features', async () => {
		const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::22992' } };
		const path = file(
			'a',
			`{"features":[${JSON.stringify(feature('a'))}],"crs":${JSON.stringify(crs)},
			"type":"FeatureCollection"}`
		);
		const { source } = await read(path);
		expect(source.crs).toMatchObject({ srid: 22992, from: 'file' });
	});

	it('reads one feature, one geometry, and sequences with and without separators', async () => {
		const one = await read(file('a', JSON.stringify(feature('x'))));
		expect([one.source.format, one.features.length]).toEqual(['geojson', 1]);
		const bare = await read(file('b', JSON.stringify(POINT)));
		expect(bare.features[0]?.geometry).toEqual(POINT);
		const lines = [feature('x'), feature('y')].map((f) => JSON.stringify(f));
		for (const text of [lines.join('\n'), lines.map((l) => `\u001e${l}\n`).join('')]) {
			const sequence = await read(file('c', text));
			expect(sequence.source.format).toBe('geojsonseq');
			expect(sequence.features.map((f) => f.properties.name)).toEqual(['x', 'y']);
		}
	});

	it('drops heights, closes rings, keeps ids, and names what is wrong with one record only', async () => {
		const ring = [
			[0, 0, 5],
			[1, 0, 5],
			[1, 1, 5]
		];
		const path = file(
			'a',
			`{"type":"FeatureCollection","features":[
				{"type":"Feature","id":7,"properties":null,"geometry":{"type":"Polygon","coordinates":[${JSON.stringify(ring)}]}},
				{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[NaN,1]}},
				{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1e999,1]}},
				{"type":"Feature","properties":{},"geometry":{"type":"Circle","coordinates":[1,1]}},
				{"type":"Feature","properties":{"a":1,},"geometry":null},
				{"type":"Feature","properties":{},"geometry":null}]}`
		);
		const { features } = await read(path);
		expect(features[0]).toMatchObject({
			sourceId: '7',
			geometry: {
				coordinates: [
					[
						[0, 0],
						[1, 0],
						[1, 1],
						[0, 0]
					]
				]
			}
		});
		expect(features.slice(1).map((f) => f.problem?.code)).toEqual([
			'geometry_not_finite',
			'geometry_not_finite',
			'geometry_wrong_type',
			'file_unreadable',
			undefined
		]);
	});

	it('lays nested properties out flat', async () => {
		const nested = { a: 1, validity: { from: 'x', deep: { er: 2 } }, list: [1, 2], none: null };
		const path = file('a', JSON.stringify({ type: 'Feature', geometry: null, properties: nested }));
		const { features } = await read(path);
		expect(features[0]?.properties).toEqual({
			a: 1,
			'validity.from': 'x',
			'validity.deep.er': 2,
			list: '[1,2]',
			none: null
		});
	});

	it('reads Arabic in UTF-8 with a mark, UTF-16 and Windows-1256', async () => {
		const text = JSON.stringify({ type: 'FeatureCollection', features: [feature('شارع أبو قير العام')] });
		const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');
		const win = encode(text, 'windows-1256');
		for (const [bytes, encoding] of [
			[Buffer.from(`\uFEFF${text}`), 'utf-8'],
			[utf16, 'utf-16le'],
			[win, 'windows-1256']
		] as const) {
			const { source, features } = await read(file('a', bytes));
			expect(source.encoding).toBe(encoding);
			expect(features[0]?.properties.name).toBe('شارع أبو قير العام');
		}
	});

	it('cuts the stream wherever chunks end', async () => {
		const { JsonScanner } = await import('./scanner.ts');
		const { LIMITS } = await import('../types.ts');
		const text = JSON.stringify({ a: '"[{\\', features: [feature('a"]}'), feature('ب')], crs: null });
		const bytes = Buffer.from(text);
		for (let size = 1; size <= bytes.length; size += 1) {
			const scanner = new JsonScanner(LIMITS);
			const found = [];
			for (let at = 0; at < bytes.length; at += size)
				found.push(...scanner.push(bytes.subarray(at, at + size)));
			scanner.end();
			expect(found.map((f) => JSON.parse(Buffer.from(f.bytes).toString()) as unknown)).toEqual([
				feature('a"]}'),
				feature('ب'),
				{ a: '"[{\\', features: [], crs: null }
			]);
		}
	});

	const streets = '../shared/data/alexandria_streets_osm.geojson';
	it.skipIf(!existsSync(streets))(
		'gives the 24,038 streets exactly as JSON.parse does',
		async () => {
			const { features } = await read(streets);
			const all = JSON.parse(readFileSync(streets, 'utf8')) as {
				features: { geometry: unknown; properties: unknown }[];
			};
			expect(features.length).toBe(24_038);
			expect(features.map((f) => f.geometry)).toEqual(all.features.map((f) => f.geometry));
			expect(features.map((f) => f.properties)).toEqual(all.features.map((f) => f.properties));
		},
		30_000
	);
});
