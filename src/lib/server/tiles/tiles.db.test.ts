import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LAYERS } from '#lib/modules/layers/rules/index.ts';
import { testPlatform, type TestPlatform } from '../../../../tests/db/support.ts';
import { tilesOfBox } from './address.ts';
import { buildTile, type TileSource } from './build.ts';
import { openTiles } from './index.ts';
import { testLayer } from './layer.fixture.ts';
import { countedSql, featuresSql, GRID_SQL, mergedSql } from './statements.ts';

let p: TestPlatform;
let source: TileSource;
beforeAll(async () => {
	p = await testPlatform();
	source = { pool: p.readPool, prepare: !p.embedded };
});
afterAll(() => p.close());
beforeEach(async () => {
	await p.pool.query('truncate buildings, streets');
});

/** Somewhere in Alexandria, metres of EPSG:22992. */
const EAST = 511_000;
const NORTH = 943_000;

/** Buildings of 10 x 8 m, so many in a row of the ground, every `step` metres. */
async function addBuildings(count: number, step = 20, props = '{"floors": 5}'): Promise<void> {
	await p.pool.query(
		`insert into buildings (source_id, name_ar, kind, props, geom)
		select 'b' || i, 'عمارة ' || i, 'house', $4::jsonb, st_multi(st_makeenvelope(e, n, e + 10, n + 8, 22992))
		from (select i, $2::float8 + (i % 50) * $3 as e, ${NORTH} + (i / 50) * $3 as n
			from generate_series(0, $1::int - 1) i) places`,
		[count, EAST, step, props]
	);
}
async function tileAt(z: number, east = EAST + 1, north = NORTH + 1) {
	const { rows } = await p.pool.query(
		`select st_x(g) as x, st_y(g) as y from st_transform(st_setsrid(st_makepoint($1, $2), 22992), 3857) g`,
		[east, north]
	);
	const { x, y } = rows[0];
	const range = tilesOfBox([x, y, x, y], z);
	return { z, x: range.minX, y: range.minY };
}
function features(data: Buffer, id = 'buildings') {
	const layer = data.length ? new VectorTile(new PbfReader(data)).layers[id] : undefined;
	return Array.from({ length: layer?.length ?? 0 }, (_, i) => layer!.feature(i));
}
const sum = (data: Buffer) => features(data).reduce((n, f) => n + Number(f.properties.n), 0);

describe('a tile of buildings', () => {
	test('holds those that stand there, with their ids and attributes', async () => {
		await addBuildings(100);
		const { data } = await buildTile(source, testLayer(), await tileAt(17));
		const { rows } = await p.pool.query('select id from buildings order by id limit 1');
		const first = features(data).find((f) => f.id === Number(rows[0].id))!;
		expect(first.properties).toMatchObject({ name_ar: 'عمارة 0', kind: 'house', floors: 5 });
		expect(first.properties.seen).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
		expect(first.loadGeometry()[0]).toHaveLength(5);
	});

	test('is empty in the sea', async () => {
		await addBuildings(1);
		const { data, features } = await buildTile(source, testLayer(), await tileAt(17, EAST, NORTH + 9000));
		expect([data.length, features]).toEqual([0, 0]);
	});

	test('survives a value with the separator in it', async () => {
		await addBuildings(3);
		await p.pool.query(`update buildings set name_ar = 'a' || chr(31) || 'b' where source_id = 'b1'`);
		const { data } = await buildTile(source, testLayer(), await tileAt(17));
		expect(features(data).map((f) => f.properties.name_ar)).toEqual(
			expect.arrayContaining(['عمارة 0', 'a b', 'عمارة 2'])
		);
	});

	test('shows counts, and says so, when there are too many', async () => {
		await addBuildings(400, 2);
		const { data, aggregate } = await buildTile(
			{ ...source, maxFeatures: 100 },
			testLayer(),
			await tileAt(15)
		);
		expect(aggregate).toBe('dense');
		expect(sum(data)).toBe(400);
		expect(features(data)[0]!.properties.aggregate).toBe('dense');
	});
});

describe('counts', () => {
	const everywhere = { z: 8, x: 149, y: 104 };
	const at = (z: number, layer = testLayer()) => tileAt(z).then((tile) => buildTile(source, layer, tile));
	const total = async () => sum((await buildTile(source, testLayer(), everywhere)).data);

	test('follow every insert, move, delete and truncate', async () => {
		expect(await total()).toBe(0);
		await addBuildings(120);
		expect(await total()).toBe(120);
		await p.pool.query(`delete from buildings where source_id in ('b1', 'b2', 'b3')`);
		expect(await total()).toBe(117);
		await p.pool.query(`update buildings set geom = st_translate(geom, 0, 5000) where source_id > 'b5'`);
		expect(await total()).toBe(117);
		await p.pool.query('select fold_layer_grid()');
		expect(await total()).toBe(117);
		await p.pool.query('truncate buildings');
		expect(await total()).toBe(0);
	});

	test('a change that is rolled back is not counted', async () => {
		const client = await p.pool.connect();
		await client.query('begin');
		await client.query(
			`insert into buildings (source_id, geom) values ('x', st_multi(st_makeenvelope(${EAST}, ${NORTH}, ${EAST + 9}, ${NORTH + 9}, 22992)))`
		);
		await client.query('rollback');
		client.release();
		expect(await total()).toBe(0);
	});

	test('are the same kept and counted now, cell by cell, at every zoom', async () => {
		await addBuildings(600, 70);
		await p.pool.query(`update buildings set geom = st_translate(geom, 333, 444) where source_id < 'b3'`);
		// A layer without kept counts has them counted when a tile is too dense.
		const uncounted = testLayer({ tiles: { minZoom: 0, maxZoom: 17, detailZoom: 0, low: 'none' } });
		const cells = (data: Buffer) =>
			features(data)
				.map((f) => `${JSON.stringify(f.loadGeometry()[0]![0])}=${f.properties.n}`)
				.sort();
		for (const z of [8, 9, 10, 11, 12, 13]) {
			const address = await tileAt(z);
			const kept = await at(z);
			const counted = await buildTile({ ...source, maxFeatures: 0 }, uncounted, address);
			expect([kept.aggregate, counted.aggregate]).toEqual(['overview', 'dense']);
			expect(kept.features).toBeGreaterThan(0);
			expect(cells(kept.data)).toEqual(cells(counted.data));
		}
	});

	test('are summed up to one row for each cell', async () => {
		for (let i = 0; i < 5; i++)
			await p.pool.query(
				`insert into buildings (source_id, geom) values ($1, st_multi(st_makeenvelope(${EAST}, ${NORTH}, ${EAST + 9}, ${NORTH + 9}, 22992)))`,
				[`same-${i}`]
			);
		const { rows } = await p.pool.query('select fold_layer_grid() as gone');
		expect(Number(rows[0].gone)).toBe(20);
		const left = await p.pool.query(
			`select level, n from layer_grid where layer = 'buildings' order by level`
		);
		expect(left.rows.map((r) => [r.level, Number(r.n)])).toEqual([6, 8, 10, 12, 14].map((l) => [l, 5]));
	});

	test('are kept for every layer of the catalogue that shows them', async () => {
		const { rows } = await p.pool.query(
			`select tgrelid::regclass::text as relation from pg_trigger where tgname like '%\\_grid\\_gained'`
		);
		const kept = rows.map((r) => r.relation);
		const wanted = LAYERS.filter((l) => l.tiles.low === 'grid').map((l) => l.relation);
		expect(wanted.filter((relation) => !kept.includes(relation))).toEqual([]);
	});
});

describe('streets below their detail zoom', () => {
	const streets = testLayer({
		id: 'streets',
		geometry: 'line',
		relation: 'streets',
		tiles: { minZoom: 6, maxZoom: 17, detailZoom: 14, low: { kindsByZoom: [[6, ['primary']]] } }
	});
	beforeEach(async () => {
		await p.pool.query(
			`insert into streets (source_id, name_ar, kind, geom)
			select 's' || i, case when i % 4 < 2 then 'الكورنيش' end, case when i < 20 then 'primary' else 'service' end,
				st_multi(st_setsrid(st_makeline(st_makepoint(${EAST} + i * 50, ${NORTH}), st_makepoint(${EAST} + i * 50 + 50, ${NORTH})), 22992))
			from generate_series(0, 39) i`
		);
	});
	test('are joined where they carry the same attributes, and only the chosen kinds are there', async () => {
		const { data } = await buildTile(source, streets, await tileAt(12));
		const found = features(data, 'streets');
		expect(found.map((f) => f.properties)).toEqual(
			expect.arrayContaining([{ name_ar: 'الكورنيش', kind: 'primary' }, { kind: 'primary' }])
		);
		expect(found).toHaveLength(2);
		expect(found.map((f) => f.loadGeometry().length)).toEqual([5, 5]);
		expect(found.every((f) => f.id === undefined)).toBe(true);
	});
	test('are all there from the detail zoom on', async () => {
		const { data } = await buildTile(source, streets, await tileAt(14, EAST + 700));
		expect(new Set(features(data, 'streets').map((f) => f.properties.kind))).toContain('service');
	});
	test('too many to join are counted', async () => {
		const { aggregate, data } = await buildTile({ ...source, maxFeatures: 5 }, streets, await tileAt(12));
		expect(aggregate).toBe('dense');
		expect(features(data, 'streets').reduce((n, f) => n + Number(f.properties.n), 0)).toBe(20);
	});
});

test('every layer of the catalogue answers at every zoom', async () => {
	for (const layer of LAYERS)
		for (let z = 0; z <= 22; z++) {
			const { x, y } = await tileAt(z);
			await expect(buildTile(source, layer, { z, x, y })).resolves.toHaveProperty('data');
		}
});

describe('on a hundred thousand rows', () => {
	beforeAll(async () => {
		await p.pool.query(`create table many as
			select i::bigint as id, 'k' || i % 9 as kind, 'عمارة ' || i as name_ar, '{"floors": 3}'::jsonb as props,
				now() as updated_at, st_setsrid(st_makeenvelope(x, y, x + 10, y + 8), 3857) as geom_3857
			from (select i, 3320000 + (i % 400) * 40 as x, 3650000 + (i / 400) * 40 as y
				from generate_series(1, 100000) i) places`);
		await p.pool.query('create index on many using gist (geom_3857)');
		await p.pool.query(
			`insert into layer_grid select 'many', 14, 600000 + i % 400, 400000 + i / 400, 1 from generate_series(1, 100000) i`
		);
		await p.pool.query('analyze many');
		await p.pool.query('analyze layer_grid');
	});
	const box = [3325000, 3655000, 3325600, 3655600];
	const many = testLayer({ relation: 'many' });
	test.each<[string, string, unknown[]]>([
		['features', featuresSql(many, { z: 16 }), [...box, 0.1, 20001]],
		['features of some kinds', featuresSql(many, { z: 12 }), [...box, 0.1, 20001, ['k1']]],
		['joined lines', mergedSql({ ...many, geometry: 'line' }, { z: 12 }), [...box, 0.1, 20001, ['k1']]],
		['counts made now', countedSql(many, { z: 16 }), [...box, 10, 64, null]],
		['kept counts', GRID_SQL, ['many', 14, 600100, 600163, 400100, 400163, 0]]
	])('%s are found by an index', async (_, text, values) => {
		const { rows } = await p.pool.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values);
		const plan = rows.map((r) => r['QUERY PLAN']).join('\n');
		expect(plan).toMatch(/(Bitmap )?Index/);
		expect(plan).not.toMatch(/Seq Scan/);
	});
});

describe('while people work', () => {
	test('no tile is stale after any of many edits, and tiles elsewhere stay in memory', async () => {
		await addBuildings(200, 30);
		const results: string[] = [];
		const service = openTiles({ ...p, feed: p.feed, record: (_, result) => results.push(result) });
		const layer = testLayer();
		const ask = async (address: { z: number; x: number; y: number }) =>
			features(
				(await service.respond({ layer, permissionClass: 'public', ...address })).body ?? Buffer.alloc(0)
			);
		await p.pool.query(
			`update buildings set geom = st_translate(geom, 20000, 0), source_id = 'far' where source_id = 'b7'`
		);
		const far = await tileAt(17, EAST + 20_215, NORTH + 4);
		const zooms = [14, 15, 16, 17, 19];
		for (let edit = 0; edit < 60; edit++) {
			const n = 8 + ((edit * 37) % 190);
			const address = await tileAt(
				zooms[edit % 5]!,
				EAST + (n % 50) * 30 + 5,
				NORTH + Math.floor(n / 50) * 30 + 4
			);
			await ask(address);
			const changed = await p.pool.query<{ id: string }>(
				`update buildings set name_ar = $1 where source_id = $2 returning id`,
				[`edit ${edit}`, `b${n}`]
			);
			p.feed.poke();
			const id = Number(changed.rows[0]!.id);
			await expect
				.poll(async () => (await ask(address)).find((f) => f.id === id)?.properties.name_ar, {
					timeout: 5000,
					interval: 5
				})
				.toBe(`edit ${edit}`);
			// By now what came before is known, so this tile stays.
			if (edit === 0) await ask(far);
		}
		results.length = 0;
		await ask(far);
		expect(results).toEqual(['hit']);
		await service.close();
	});
});
