import { afterAll, describe, expect, it } from 'vitest';
import { encode } from '../fixtures/encode.fixture.ts';
import { file, outcome, read, removeFolders } from '../fixtures/files.fixture.ts';

afterAll(removeFolders);

describe('CSV', () => {
	it.each([
		['lon,lat', '29.9,31.2', { srid: 4326 }],
		['Latitude;Longitude', '31,2;29,9', { srid: 4326 }],
		['خط العرض\tخط الطول', '٣١٫٢\t٢٩٫٩', { srid: 4326 }],
		['X|Y', '29.9|31.2', { srid: 4326, from: 'guess' }],
		['wkt', '"POINT Z (29.9 31.2 4)"', { srid: 4326, from: 'guess' }],
		['geom', '"SRID=4326;POINT(29.9 31.2)"', { srid: 4326, from: 'file' }]
	])('finds the place in columns %s', async (header, cells, crs) => {
		const separator = /[,;\t|]/.exec(header)?.[0] ?? ',';
		const path = file('a.csv', `name${separator}${header}\r\nمحل${separator}${cells}\r\n`);
		const { source, features } = await read(path);
		expect(source).toMatchObject({ format: 'csv', crs });
		expect(features).toEqual([
			{ row: 1, geometry: { type: 'Point', coordinates: [29.9, 31.2] }, properties: { name: 'محل' } }
		]);
	});

	it.each([
		['الإحداثي الشرقى', 'الإحداثي الشمالى'],
		['شرقيات', 'شماليات'],
		['س', 'ص'],
		['Easting', 'Northing'],
		['E', 'N']
	])('reads metres from %s and %s, in any digits', async (x, y) => {
		const path = file('a.csv', `م;${x};${y}\n1;٥١١٧٨٥٫١٣;943,532.078\n2;"511 785";0\n3;;\n`);
		const { source, features } = await read(path);
		expect(features.map((f) => f.problem?.code ?? f.geometry)).toEqual([
			{ type: 'Point', coordinates: [511785.13, 943532.078] },
			'coordinate_unreadable',
			null
		]);
		expect(source.crs).toBeUndefined();
		expect(source.crsSuggestions[0]).toBe(22992);
	});

	it('guesses UTM when only one zone would lie in Egypt', async () => {
		const { source } = await read(file('a.csv', 'id,e,n\n1,220000,3325000\n'));
		expect(source.crs).toMatchObject({ srid: 32636, from: 'guess' });
	});

	it('keeps text that only looks like numbers, and numbers as numbers', async () => {
		const path = file(
			'a.csv',
			'a,b,c,d,lon,lat\n007,12,-1.5,29010120212345678,1,2\n"x, ""y""\nz",,,\'=1+1,1,2\n'
		);
		const { source, features } = await read(path);
		expect(features.map((f) => f.properties)).toEqual([
			{ a: '007', b: 12, c: -1.5, d: '29010120212345678' },
			{ a: 'x, "y"\nz', b: null, c: null, d: '=1+1' }
		]);
		expect(source.fields.map((f) => f.type)).toEqual(['text', 'integer', 'number', 'text']);
	});

	it('reads Windows-1256 and UTF-16, and takes the columns it is told', async () => {
		const text = 'الاسم,a,b\nشارع أبو قير,29.9,31.2\n';
		const columns = { x: 'a', y: 'b' };
		for (const bytes of [encode(text, 'windows-1256'), Buffer.from(`\uFEFF${text}`, 'utf16le')]) {
			const { features } = await read(file('a.csv', bytes), { columns });
			expect(features[0]).toMatchObject({
				properties: { الاسم: 'شارع أبو قير' },
				geometry: { coordinates: [29.9, 31.2] }
			});
		}
		expect(await outcome(file('a.csv', text), { columns: { x: 'z', y: 'b' } })).toEqual(['field_unknown']);
	});

	it('names columns of a table without a header, and rows that are too long', async () => {
		const bare = await read(file('a.csv', '1,2,أ\n3,4,ب\n'));
		expect(bare.features[0]?.properties).toEqual({ column_1: 1, column_2: 2, column_3: 'أ' });
		const long = await read(file('b.csv', 'a,a\n1,2\n1,2,3\n1\n'));
		expect(long.features.map((f) => [f.properties, f.problem?.code])).toEqual([
			[{ a: 1, a_2: 2 }, undefined],
			[{ a: 1, a_2: 2 }, 'file_unreadable'],
			[{ a: 1, a_2: null }, undefined]
		]);
	});
});
