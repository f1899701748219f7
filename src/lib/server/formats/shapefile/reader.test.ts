import { afterAll, describe, expect, it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from '../fixtures/encode.fixture.ts';
import { file, folder, outcome, read, removeFolders } from '../fixtures/files.fixture.ts';
import { dbf, partsContent, pointContent, shp } from '../fixtures/shapefile.fixture.ts';
import { zip } from '../fixtures/zip.fixture.ts';
import { esriWkt } from '../crs/wkt-text.ts';

afterAll(removeFolders);

const NAMES = ['شارع أبو قير', 'ميدان المنشية', 'طريق الحرية', 'شارع النبي دانيال', 'كورنيش البحر'];

/** A zipped shapefile of points with these names. */
function zipped(names: Uint8Array[], more: { name: string; content: Uint8Array }[] = [], driver = 0): string {
	const points = names.map((_, i) => pointContent(511_785 + i, 943_532));
	return file(
		'points.zip',
		zip([
			{ name: 'data/Points.SHP', content: shp(1, points) },
			{
				name: 'data/points.dbf',
				content: dbf(
					['NAME'],
					names.map((n) => [n]),
					{ driver }
				)
			},
			...more.map((m) => ({ ...m, name: `data/${m.name}` }))
		])
	);
}

describe('Shapefile', () => {
	it.each(['windows-1256', 'utf-8', 'iso-8859-6', 'cp720', 'cp864'])(
		'recognises Arabic in %s when no .cpg tells',
		async (encoding) => {
			const bytes = NAMES.map((n) => (encoding === 'utf-8' ? Buffer.from(n) : encode(n, encoding)));
			const { source, features } = await read(zipped(bytes));
			expect(source.encoding).toBe(encoding);
			expect(source.encodingConfidence).toBeGreaterThan(0.6);
			// Twenty bytes is the width of the column; a longer UTF-8 name loses its last letters, not its last half-letter.
			const expected = NAMES.map((n) => (encoding === 'utf-8' ? cutUtf8(n, 20) : n));
			// 864 draws some pairs as one sign; the letters come back, their isolated forms too.
			expect(features.map((f) => f.properties.NAME)).toEqual(
				encoding === 'cp864' ? expected.map((n) => encodable(n)) : expected
			);
		}
	);

	it('believes the .cpg, and the driver byte, unless the bytes say otherwise', async () => {
		const arabic = NAMES.map((n) => encode(n, 'windows-1256'));
		const cpg = (text: string) => [{ name: 'points.cpg', content: Buffer.from(text) }];
		expect((await read(zipped(arabic, cpg('1256')))).source).toMatchObject({
			encoding: 'windows-1256',
			encodingConfidence: 1
		});
		expect((await read(zipped(arabic, cpg('UTF-8')))).source.encoding).toBe('windows-1256');
		expect(
			(
				await read(
					zipped(
						NAMES.map((n) => Buffer.from(n)),
						cpg('1256')
					)
				)
			).source.encoding
		).toBe('utf-8');
		expect((await read(zipped(arabic, [], 0x03))).source.encoding).toBe('windows-1256');
		const wrong = await read(zipped(arabic), { encoding: 'utf-8' });
		expect(wrong.features.map((f) => f.problem?.code)).toEqual(NAMES.map(() => 'file_encoding_unknown'));
	});

	it.each([22991, 22992, 22993, 22994, 4229, 4326, 3857, 32635, 32636])(
		'knows EPSG:%i from its .prj',
		async (srid) => {
			const prj = [{ name: 'points.prj', content: Buffer.from(esriWkt(srid)) }];
			const { source } = await read(zipped([Buffer.from('a')], prj));
			expect(source.crs).toMatchObject({ srid, from: 'file' });
		}
	);

	it('keeps the name of a system that is not ours, and offers possible ones when there is no .prj', async () => {
		const wkt = 'PROJCS["My Belt",GEOGCS["x",DATUM["y",SPHEROID["z",6378200,298.3]]],PROJECTION["Cassini"]]';
		const strange = await read(
			zipped([Buffer.from('a')], [{ name: 'points.prj', content: Buffer.from(wkt) }])
		);
		expect(strange.source.crs).toEqual({ name: 'My Belt', from: 'file' });
		const silent = await read(zipped([Buffer.from('a')]));
		expect(silent.source.crs).toBeUndefined();
		// The Red Belt at Alexandria; the Extended Purple Belt would put it into the western desert.
		expect(silent.source.crsSuggestions).toEqual([22992, 22994]);
	});

	it('assembles rings into polygons with holes, however the file winds them', async () => {
		const outer: [number, number][] = [
			[0, 0],
			[0, 10],
			[10, 10],
			[10, 0],
			[0, 0]
		];
		const hole: [number, number][] = [
			[2, 2],
			[4, 2],
			[4, 4],
			[2, 4],
			[2, 2]
		];
		const far: [number, number][] = [
			[20, 0],
			[20, 5],
			[25, 5],
			[25, 0],
			[20, 0]
		];
		const path = pair(
			shp(5, [partsContent(5, [outer, far, hole]), partsContent(5, [outer.toReversed()])]),
			2
		);
		const { features } = await read(path);
		expect(features[0]?.geometry).toEqual({
			type: 'MultiPolygon',
			coordinates: [[outer, hole], [far]]
		});
		expect(features[1]?.geometry).toEqual({ type: 'Polygon', coordinates: [outer] });
	});

	it('reads lines of several parts, empty shapes, and passes over deleted records', async () => {
		const a: [number, number][] = [
			[0, 0],
			[1, 1]
		];
		const b: [number, number][] = [
			[5, 5],
			[6, 6]
		];
		const nothing = Buffer.alloc(4);
		const table = dbf(['NAME'], [[Buffer.from('a')], [Buffer.from('b')], [Buffer.from('c')]]);
		// The second record's deletion mark.
		table.write('*', 33 + 32 + 21, 'latin1');
		const path = pair(shp(3, [partsContent(3, [a, b]), partsContent(3, [a]), nothing]), 3, table);
		const { features } = await read(path);
		expect(features.map((f) => [f.row, f.geometry?.type ?? null, f.properties.NAME])).toEqual([
			[1, 'MultiLineString', 'a'],
			[3, null, 'c']
		]);
	});

	it('asks for the part that is missing', async () => {
		expect(await outcome(file('a.shp', shp(1, [pointContent(1, 2)])))).toEqual(['file_missing_part']);
		const onlyTable = zip([{ name: 'a.dbf', content: dbf(['N'], []) }]);
		expect(await outcome(file('a.zip', onlyTable))).toEqual(['file_missing_part']);
	});

	it('offers the layers of an archive with several', async () => {
		const layer = (name: string) => [
			{ name: `${name}.shp`, content: shp(1, [pointContent(29.9, 31.2)]) },
			{ name: `${name}.dbf`, content: dbf(['N'], [[Buffer.from(name)]]) }
		];
		const path = file('two.zip', zip([...layer('roads'), ...layer('pipes')]));
		const first = await read(path);
		expect(first.source).toMatchObject({ layers: ['roads', 'pipes'], layer: 'roads' });
		const second = await read(path, { layer: 'pipes' });
		expect(second.features[0]?.properties.N).toBe('pipes');
		await expect(read(path, { layer: 'x' })).rejects.toMatchObject({ code: 'file_layer_unknown' });
		const alike = file('alike.zip', zip([...layer('2024/roads'), ...layer('2025/roads')]));
		expect((await read(alike)).source).toMatchObject({ layers: ['2024/roads', '2025/roads'] });
		const later = await read(alike, { layer: '2025/roads' });
		expect(later.features[0]?.properties.N).toBe('2025/roads');
	});
});

/** `.shp` and `.dbf` side by side on disk. */
function pair(
	shapes: Buffer,
	count: number,
	table = dbf(
		['N'],
		Array.from({ length: count }, () => [])
	)
): string {
	const at = folder();
	writeFileSync(join(at, 'a.dbf'), table);
	writeFileSync(join(at, 'a.shp'), shapes);
	return join(at, 'a.shp');
}

function cutUtf8(text: string, bytes: number): string {
	let cut = text;
	while (Buffer.byteLength(cut) > bytes) cut = cut.slice(0, -1);
	return cut.trim();
}

/** What 864 can hold of a name: it lacks some letter shapes, which become question marks. */
function encodable(name: string): string {
	return new TextDecoder().decode(Buffer.from(name)) && [...name].map((c) => roundTrip(c)).join('');
}

function roundTrip(character: string): string {
	const byte = encode(character, 'cp864')[0] ?? 0x3f;
	return byte === 0x3f ? '?' : character;
}
