import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { makeCtx, type Ctx } from '#lib/server/context.ts';
import { ANONYMOUS, SYSTEM } from '#lib/server/policy/index.ts';
import { importFile } from './index.ts';
import {
	hasSharedData,
	REAL,
	SHARED_DATA,
	testPlatform,
	type TestPlatform
} from '../../../../../../tests/db/support.ts';

let p: TestPlatform;
let ctx: Ctx;
const folder = mkdtempSync(path.join(os.tmpdir(), 'diwan-test-'));

beforeAll(async () => {
	p = await testPlatform();
	ctx = makeCtx(p, { actor: SYSTEM, now: () => new Date('2026-11-22T08:00:00Z') });
});
afterAll(async () => {
	await p.close();
	rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
	for (const table of ['streets', 'districts', 'governorates', 'schools', 'buildings', 'places'])
		await p.pool.query(`delete from ${table}`);
});

const file = (name: string, content: string): string => {
	const at = path.join(folder, name);
	writeFileSync(at, content);
	return at;
};
const feature = (properties: object, geometry: object | null) => ({ type: 'Feature', properties, geometry });
const collection = (name: string, features: object[], more: object = {}) =>
	file(name, JSON.stringify({ type: 'FeatureCollection', ...more, features }));
const line = (...coordinates: number[][]) => ({ type: 'LineString', coordinates });
const square = (x: number, y: number, size = 0.001) => ({
	type: 'Polygon',
	coordinates: [
		[
			[x, y],
			[x + size, y],
			[x + size, y + size],
			[x, y + size],
			[x, y]
		]
	]
});
const rows = async (table: string) =>
	(
		await p.pool
			.query(`select source, source_id, name_ar, name_en, kind, props, st_astext(geom, 2) as geom, updated_at
		from ${table} order by source_id`)
	).rows;

describe('importing a file', () => {
	test('brings rows into legal metres with their names, kind and props', async () => {
		const at = collection('a.geojson', [
			feature(
				{
					osm_id: 'way/1',
					highway: 'primary',
					name: 'طريق الحرية',
					'name:en': 'Al Horeya Road',
					oneway: 'yes'
				},
				line([29.9187, 31.2001], [29.92, 31.2001])
			)
		]);
		const report = await importFile(ctx, { path: at, layer: 'streets' });
		expect(report).toMatchObject({
			read: 1,
			inserted: 1,
			updated: 0,
			unchanged: 0,
			refused: 0,
			source: 'osm',
			crs: { srid: 4326 },
			unused: []
		});
		const [row] = await rows('streets');
		expect(row).toMatchObject({
			source: 'osm',
			source_id: 'w1',
			name_ar: 'طريق الحرية',
			name_en: 'Al Horeya Road',
			kind: 'primary',
			props: { oneway: 'yes' }
		});
		// The check value of the Red Belt.
		expect(row.geom).toMatch(/^MULTILINESTRING\(\(511785\.1[23] 943532\.08,/);
	});

	test('the same file again changes nothing; a changed row is updated, and only that one', async () => {
		const make = (name: string) =>
			collection('a.geojson', [
				feature({ osm_id: 'w1', highway: 'primary', name }, line([29.91, 31.2], [29.92, 31.2])),
				feature({ osm_id: 'w2', highway: 'service' }, line([29.93, 31.2], [29.94, 31.2]))
			]);
		await importFile(ctx, { path: make('شارع فؤاد'), layer: 'streets' });
		const before = await rows('streets');
		const audits = async () =>
			(await p.pool.query(`select * from audit_log where action = 'layer.imported'`)).rows;
		const audited = await audits();
		expect(audited.at(-1)).toMatchObject({
			subject_type: 'layer',
			subject_id: 'streets',
			detail: { inserted: 2, srid: 4326 }
		});
		const again = await importFile(ctx, { path: make('شارع فؤاد'), layer: 'streets' });
		expect(again).toMatchObject({ inserted: 0, updated: 0, unchanged: 2 });
		expect(await rows('streets')).toEqual(before);
		expect(await audits()).toEqual(audited);
		const later = makeCtx(p, { actor: SYSTEM, now: () => new Date('2026-12-01T08:00:00Z') });
		expect(await importFile(later, { path: make('شارع جمال عبد الناصر'), layer: 'streets' })).toMatchObject({
			inserted: 0,
			updated: 1,
			unchanged: 1
		});
		const [changed, same] = await rows('streets');
		expect(changed.name_ar).toBe('شارع جمال عبد الناصر');
		expect([changed.updated_at, same.updated_at]).toEqual([
			new Date('2026-12-01T08:00:00Z'),
			new Date('2026-11-22T08:00:00Z')
		]);
	});

	test('tells the change to those who follow the layer', async () => {
		const seen: string[] = [];
		const stop = p.feed.subscribe(({ topic }) => seen.push(topic));
		const at = collection('a.geojson', [feature({ osm_id: 'w1' }, line([29.91, 31.2], [29.92, 31.2]))]);
		await importFile(ctx, { path: at, layer: 'streets' });
		await expect.poll(() => seen).toContain('layer:streets');
		stop();
	});

	test('a dry run counts exactly and keeps nothing', async () => {
		const at = collection('a.geojson', [feature({ osm_id: 'w1' }, line([29.91, 31.2], [29.92, 31.2]))]);
		expect(await importFile(ctx, { path: at, layer: 'streets', dryRun: true })).toMatchObject({
			inserted: 1,
			dryRun: true
		});
		expect(await rows('streets')).toEqual([]);
		await importFile(ctx, { path: at, layer: 'streets' });
		expect(await importFile(ctx, { path: at, layer: 'streets', dryRun: true })).toMatchObject({
			inserted: 0,
			unchanged: 1
		});
	});

	test('rows without identifiers are recognised by what they hold', async () => {
		const at = collection('a.geojson', [
			feature({ n: 1 }, line([29.91, 31.2], [29.92, 31.2])),
			feature({ n: 1 }, line([29.91, 31.2], [29.92, 31.2])),
			feature({ n: 2 }, line([29.91, 31.2], [29.92, 31.2]))
		]);
		expect(await importFile(ctx, { path: at, layer: 'streets' })).toMatchObject({ inserted: 3, source: 'a' });
		expect(await importFile(ctx, { path: at, layer: 'streets' })).toMatchObject({
			inserted: 0,
			unchanged: 3
		});
	});

	test('repairs a bow tie, and refuses what repairing leaves nothing of, with the place', async () => {
		const bow = {
			type: 'Polygon',
			coordinates: [
				[
					[29.91, 31.2],
					[29.92, 31.21],
					[29.92, 31.2],
					[29.91, 31.21],
					[29.91, 31.2]
				]
			]
		};
		const flat = {
			type: 'Polygon',
			coordinates: [
				[
					[29.91, 31.2],
					[29.92, 31.2],
					[29.91, 31.2],
					[29.91, 31.2]
				]
			]
		};
		const at = collection('a.geojson', [feature({ id: 1 }, bow), feature({ id: 2 }, flat)]);
		const report = await importFile(ctx, { path: at, layer: 'buildings', onError: 'skip' });
		expect(report).toMatchObject({
			inserted: 1,
			repaired: 1,
			refused: 1,
			refusedByCode: { geometry_invalid: 1 }
		});
		expect(report.refusals[0]).toMatchObject({ row: 2, sourceId: '2', code: 'geometry_invalid' });
		expect(report.refusals[0]?.at?.[0]).toBeCloseTo(29.92, 1);
		expect((await rows('buildings'))[0].geom).toMatch(/^MULTIPOLYGON\(\(\(.*\)\),\(\(.*\)\)\)$/);
	});

	test('stops at the first wrong row and names it, unless told to skip', async () => {
		const at = collection('a.geojson', [
			feature({ id: 'a' }, line([29.91, 31.2], [29.92, 31.2])),
			feature({ id: 'b' }, { type: 'Point', coordinates: [29.9, 31.2] })
		]);
		await expect(importFile(ctx, { path: at, layer: 'streets' })).rejects.toMatchObject({
			code: 'geometry_wrong_type',
			params: { row: 2, source_id: 'b', type: 'Point', wanted: 'line' }
		});
		expect(await rows('streets')).toEqual([]);
		expect(await importFile(ctx, { path: at, layer: 'streets', onError: 'skip' })).toMatchObject({
			inserted: 1,
			refused: 1
		});
	});

	test('explains swapped axes, another system and places outside, row by row', async () => {
		await p.pool.query(`insert into governorates (source, source_id, geom)
			values ('test', 'alex', st_transform(st_multi(st_makeenvelope(29.4, 30.8, 30.1, 31.4, 4326)), 22992))`);
		const at = collection('a.geojson', [
			feature({ id: 1 }, line([31.2, 29.91], [31.2, 29.92])),
			feature({ id: 2 }, line([511785, 943532], [511800, 943532])),
			feature({ id: 3 }, line([32.64, 25.69], [32.65, 25.69])),
			feature({ id: 4 }, null),
			feature({ id: 5 }, line([29.91, 31.2], [29.92, 31.2])),
			feature({ id: 5 }, line([29.93, 31.2], [29.94, 31.2]))
		]);
		const report = await importFile(ctx, { path: at, layer: 'streets', crs: 'EPSG:4326', onError: 'skip' });
		expect(report.refusals.map((r) => [r.row, r.code, r.params.likely])).toEqual([
			[1, 'geometry_swapped_axes', null],
			[2, 'geometry_wrong_crs', 'EPSG:22992'],
			[3, 'geometry_outside_governorate', null],
			[4, 'geometry_empty', undefined],
			[6, 'already_exists', undefined]
		]);
		expect(report).toMatchObject({ inserted: 1, refused: 5 });
	});

	test('takes the system that puts a silent file on the ground, and refuses to guess without ground', async () => {
		const csv = file('a.csv', 'id;شرقيات;شماليات;الاسم\n1;٥١١٧٨٥٫١٣;٩٤٣٥٣٢٫٠٨;مدرسة\n');
		const report = await importFile(ctx, { path: csv, layer: 'schools' });
		expect(report).toMatchObject({ inserted: 1, crs: { srid: 22992, from: 'guess' } });
		expect((await rows('schools'))[0]).toMatchObject({
			source_id: '1',
			name_ar: 'مدرسة',
			geom: 'POINT(511785.13 943532.08)'
		});
		const local = file('b.csv', 'id;x;y\n1;1445.7;224.1\n');
		await expect(importFile(ctx, { path: local, layer: 'schools' })).rejects.toMatchObject({
			code: 'crs_unknown'
		});
	});

	test('reads values as the layer wants them, by the mapping a person gives', async () => {
		const at = collection('districts.geojson', [
			feature({ hay: 'وسط', inhabitants: '٢١٠٬٠١١' }, square(29.9, 31.2)),
			feature({ hay: 'غرب', inhabitants: 'many' }, square(29.91, 31.2))
		]);
		const options = {
			path: at,
			layer: 'districts',
			onError: 'skip' as const,
			map: { name_ar: ['hay'], source_id: ['hay'], population: ['inhabitants'] },
			set: { kind: 'hay' }
		};
		const report = await importFile(ctx, options);
		expect(report.refusals).toMatchObject([
			{ row: 2, code: 'value_unreadable', params: { field: 'population', value: 'many' } }
		]);
		expect(report.refusals[0]?.message).toContain('many');
		expect(await rows('districts')).toMatchObject([
			{ source: 'districts', source_id: 'وسط', name_ar: 'وسط', kind: 'hay', props: { population: 210011 } }
		]);
		await expect(importFile(ctx, { ...options, map: { nothing: ['hay'] } })).rejects.toMatchObject({
			code: 'field_unknown'
		});
	});

	test('a text that is too long is refused and named, not cut', async () => {
		const at = collection('long.geojson', [
			feature({ id: 1, name: 'مدرسة' }, square(29.9, 31.2)),
			feature({ id: 2, name: 'م'.repeat(4001) }, square(29.9, 31.2))
		]);
		const report = await importFile(ctx, { path: at, layer: 'schools', onError: 'skip' });
		expect(report).toMatchObject({
			inserted: 1,
			refused: 1,
			refusedByCode: { value_too_long: 1 },
			refusals: [{ row: 2, code: 'value_too_long', params: { length: 4001, limit: 4000 } }]
		});
		expect(report.refusals[0]?.message).toMatch(/4001|٤٠٠١/);
	});

	test('an area becomes a point of a layer of points', async () => {
		const at = collection('a.geojson', [feature({ id: 1, name: 'مدرسة' }, square(29.9, 31.2))]);
		await importFile(ctx, { path: at, layer: 'schools' });
		expect((await rows('schools'))[0].geom).toMatch(/^POINT/);
	});

	// The embedded database's socket server loses its place after an error inside a transaction.
	test.skipIf(!REAL)('one row that the database will not have is named, the others are taken', async () => {
		await p.pool.query(`alter table streets add constraint test_no_evil check (name_en <> 'evil')`);
		const at = collection(
			'a.geojson',
			Array.from({ length: 5 }, (_, i) =>
				feature({ osm_id: `w${i}`, name: i === 3 ? 'evil' : 'good' }, line([29.91, 31.2], [29.92, 31.2]))
			)
		);
		const report = await importFile(ctx, { path: at, layer: 'streets', onError: 'skip' });
		await p.pool.query(`alter table streets drop constraint test_no_evil`);
		expect(report).toMatchObject({ inserted: 4, refused: 1 });
		expect(report.refusals[0]).toMatchObject({ row: 4, sourceId: 'w3' });
	});

	test('stops when told to and keeps nothing', async () => {
		const stop = new AbortController();
		const at = collection(
			'a.geojson',
			Array.from({ length: 3000 }, (_, i) => feature({ osm_id: `w${i}` }, line([29.91, 31.2], [29.92, 31.2])))
		);
		const running = importFile(ctx, {
			path: at,
			layer: 'streets',
			signal: stop.signal,
			onProgress: () => stop.abort()
		});
		await expect(running).rejects.toMatchObject({ code: 'cancelled' });
		expect(await rows('streets')).toEqual([]);
	});

	test('is not for everybody, nor for every layer', async () => {
		const at = collection('a.geojson', []);
		await expect(
			importFile(makeCtx(p, { actor: ANONYMOUS }), { path: at, layer: 'streets' })
		).rejects.toMatchObject({ code: 'not_signed_in' });
		await expect(importFile(ctx, { path: at, layer: 'dig_clashes' })).rejects.toMatchObject({
			code: 'forbidden'
		});
		await expect(importFile(ctx, { path: at, layer: 'nothing' })).rejects.toMatchObject({
			code: 'layer_unknown'
		});
	});
});

describe.skipIf(!hasSharedData)('the real ground of Alexandria (needs ../shared/data)', () => {
	const data = (name: string) => path.join(SHARED_DATA, name);
	const counted = async (layer: string) =>
		Number(
			(await sql<{ n: string }>`select count(*) as n from ${sql.table(layer)}`.execute(p.db)).rows[0]?.n
		);

	test('districts, places and 24,038 streets come in, twice, and the second time nothing changes', async () => {
		const times: Record<string, number> = {};
		const bring = async (
			name: string,
			options: { layer: string; map?: Record<string, string[]>; set?: Record<string, string> }
		) => {
			const began = performance.now();
			const report = await importFile(ctx, { path: data(name), ...options });
			times[name] = Math.round(performance.now() - began);
			return report;
		};
		expect(
			await bring('alexandria_adm2_wof.geojson', { layer: 'districts', set: { kind: 'kism' } })
		).toMatchObject({ inserted: 16 });
		expect(
			await bring('alexandria_hay_derived.geojson', {
				layer: 'districts',
				map: { name_ar: ['hay_ar'] },
				set: { kind: 'hay' }
			})
		).toMatchObject({ inserted: 8 });
		expect(await bring('alexandria_pois_osm_2019.geojson', { layer: 'places' })).toMatchObject({
			inserted: 1350
		});
		const streets = await bring('alexandria_streets_osm_2025-10.osm.pbf', { layer: 'streets' });
		expect(streets).toMatchObject({ read: 24_038, inserted: 24_038, refused: 0 });
		const first = times['alexandria_streets_osm_2025-10.osm.pbf'] ?? 0;
		expect(first).toBeLessThan(p.embedded ? 180_000 : 60_000);
		expect(await counted('streets')).toBe(24_038);
		const again = await bring('alexandria_streets_osm_2025-10.osm.pbf', { layer: 'streets' });
		expect(again).toMatchObject({ inserted: 0, updated: 0, unchanged: 24_038 });
		// The same streets out of another file are the same streets; only their rounded corners differ.
		expect(await bring('alexandria_streets_osm.geojson', { layer: 'streets' })).toMatchObject({
			inserted: 0,
			read: 24_038
		});
		expect(await counted('streets')).toBe(24_038);
	}, 600_000);
});
