import { VectorTile } from '@mapbox/vector-tile';
import fc from 'fast-check';
import { PbfReader } from 'pbf';
import { describe, expect, test, vi } from 'vitest';
import { buildTile, type TileDatabase } from './build.ts';
import { testLayer } from './layer.fixture.ts';
import { wkbIn } from './wkb.fixture.ts';

const place = { z: 16, x: 38192, y: 26762 };
const shape = wkbIn(place);
type Row = Record<string, string>;

/** What the database would answer for these rows, with this text between the values. */
function gathered(
	rows: Row[],
	columns: string[],
	wkb = rows.map((_, i) => shape.point([i % 4000, 7]))
): unknown[] {
	const ids = Buffer.alloc(rows.length * 8);
	rows.forEach((_, i) => ids.writeBigUInt64BE(BigInt(i + 1), i * 8));
	return [
		rows.length,
		ids.toString('base64'),
		Buffer.concat(wkb).toString('base64'),
		...columns.map((c) => rows.map((row) => row[c] ?? '').join('\x1f'))
	];
}
const answering = (...answers: unknown[][]) => {
	const query = vi.fn<TileDatabase['query']>();
	for (const answer of answers) query.mockResolvedValueOnce({ rows: [answer] });
	return query;
};
const COLUMNS = ['name_ar', 'kind', 'floors', 'height', 'listed'];
const build = (query: TileDatabase['query'], more = {}, address = place) =>
	buildTile({ pool: { query }, prepare: false, ...more }, testLayer(), address);
const properties = (data: Buffer) => {
	const layer = new VectorTile(new PbfReader(data)).layers.buildings!;
	return Array.from({ length: layer.length }, (_, i) => ({ ...layer.feature(i).properties }));
};

describe('attributes', () => {
	test('come typed as the layer says, and as text where the value is not what the layer says', async () => {
		const rows: Row[] = [
			{ name_ar: 'برج', kind: 'house', floors: '12', height: '31.5', listed: 'true' },
			{ kind: 'house', floors: 'twelve', height: '', listed: 'false' },
			{ name_ar: '12', listed: 'perhaps' }
		];
		const { data } = await build(answering(gathered(rows, COLUMNS)));
		expect(properties(data)).toEqual([
			{ name_ar: 'برج', kind: 'house', floors: 12, height: 31.5, listed: true },
			{ kind: 'house', floors: 'twelve', listed: false },
			{ name_ar: '12', listed: 'perhaps' }
		]);
	});

	test('stay with their features when some features have nothing in the tile', async () => {
		const rows = ['a', 'b', 'c', 'd'].map((name_ar) => ({ name_ar }));
		const wkb = [shape.point([9000, 0]), shape.point([1, 1]), shape.points([]), shape.point([2, 2])];
		const { data, features } = await build(answering(gathered(rows, COLUMNS, wkb)));
		expect(features).toBe(2);
		expect(properties(data)).toEqual([{ name_ar: 'b' }, { name_ar: 'd' }]);
	});

	test('are right for any texts, many or few', async () => {
		const text = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((t) => !t.includes('\x1f'));
		const row = fc.record({ name_ar: text, kind: fc.constantFrom('', 'house', 'shop', 'بيت') });
		await fc.assert(
			fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 60 }), async (rows) => {
				const { data } = await build(answering(gathered(rows, COLUMNS)));
				const filled = rows.map((r) => Object.fromEntries(Object.entries(r).filter(([, v]) => v !== '')));
				expect(properties(data)).toEqual(filled);
			}),
			{ numRuns: 300 }
		);
		const many = Array.from({ length: 5000 }, (_, i) => ({ name_ar: `شارع رقم ${i}`, floors: String(i) }));
		const { data } = await build(answering(gathered(many, COLUMNS)));
		expect(properties(data).at(-1)).toEqual({ name_ar: 'شارع رقم 4999', floors: 4999 });
	});

	test('a value that holds the separator makes the database clean it, and nothing is mixed up', async () => {
		const spoiled = gathered([{ name_ar: 'one\x1ftwo' }, { name_ar: 'three' }], COLUMNS);
		const clean = gathered([{ name_ar: 'one two' }, { name_ar: 'three' }], COLUMNS);
		const query = answering(spoiled, clean);
		const { data } = await build(query);
		expect(properties(data)).toEqual([{ name_ar: 'one two' }, { name_ar: 'three' }]);
		expect(query.mock.calls[0]![0].text).not.toMatch(/translate/);
		expect(query.mock.calls[1]![0].text).toMatch(/translate/);
	});
});

describe('a tile with too much in it', () => {
	const cells = ['0,63', '0,63', '2,40000'];
	test('by count shows how many stand where, and says why', async () => {
		const query = answering([21, null, null, null, null, null, null, null], cells);
		const { data, aggregate } = await build(query, { maxFeatures: 20 });
		expect(aggregate).toBe('dense');
		expect(properties(data)).toEqual([
			{ n: 2, aggregate: 'dense' },
			{ n: 40000, aggregate: 'dense' }
		]);
	});
	test('by bytes does the same', async () => {
		const rows = Array.from({ length: 100 }, (_, i) => ({ name_ar: 'ط'.repeat(50) + i }));
		const { aggregate } = await build(answering(gathered(rows, COLUMNS), cells), { maxBytes: 5000 });
		expect(aggregate).toBe('dense');
	});
});

describe('below the detail zoom', () => {
	const low = { z: 12, x: 2387, y: 1672 };
	test('a grid layer shows squares that fill their cells', async () => {
		const { data, aggregate } = await build(
			answering([String(2387 * 64 + 3), String(1672 * 64 + 5), '7']),
			{},
			low
		);
		expect(aggregate).toBe('overview');
		const feature = new VectorTile(new PbfReader(data)).layers.buildings!.feature(0);
		expect(feature.loadGeometry()[0]!.map(({ x, y }) => [x, y])).toEqual([
			[192, 320],
			[256, 320],
			[256, 384],
			[192, 384],
			[192, 320]
		]);
	});
	test('nothing is asked for where the layer shows nothing', async () => {
		const query = answering();
		const source = { pool: { query }, prepare: false };
		const none = testLayer({ tiles: { minZoom: 8, maxZoom: 17, detailZoom: 14, low: 'none' } });
		const kinds = testLayer({
			tiles: { minZoom: 8, maxZoom: 17, detailZoom: 14, low: { kindsByZoom: [[13, ['motorway']]] } }
		});
		expect((await buildTile(source, none, low)).data).toHaveLength(0);
		expect((await buildTile(source, kinds, low)).data).toHaveLength(0);
		expect((await buildTile(source, testLayer(), { z: 7, x: 0, y: 0 })).data).toHaveLength(0);
		expect(query).not.toHaveBeenCalled();
	});
	test('the kinds are those of the nearest zoom at or below', async () => {
		const layer = testLayer({
			geometry: 'line',
			tiles: {
				minZoom: 5,
				maxZoom: 17,
				detailZoom: 14,
				low: {
					kindsByZoom: [
						[6, ['motorway']],
						[11, ['motorway', 'primary']]
					]
				}
			}
		});
		const asked = async (z: number) => {
			const query = answering([0, null, null, null, null, null]);
			await buildTile({ pool: { query }, prepare: false }, layer, { z, x: 0, y: 0 });
			return query.mock.calls[0]![0].values.at(-1);
		};
		expect(await asked(6)).toEqual(['motorway']);
		expect(await asked(10)).toEqual(['motorway']);
		expect(await asked(13)).toEqual(['motorway', 'primary']);
	});
});

test('statements are prepared under a name of their own where the server allows it', async () => {
	const query = answering([0, null, null], [0, null, null]);
	await build(query, { prepare: true });
	await build(query, { prepare: true }, { ...place, z: 15 });
	const [first, second] = query.mock.calls.map(([config]) => config);
	expect(first!.name).toMatch(/^tile_[0-9a-f]{16}$/);
	expect(second!.name).not.toBe(first!.name);
});
