import { Readable } from 'node:stream';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '#lib/kernel/roles.ts';
import { makeCtx, type Ctx } from '#lib/server/context.ts';
import { ANONYMOUS, type Actor } from '#lib/server/policy/index.ts';
import type { RunEvent } from '../../rules/index.ts';
import { dropUpload, importTargets, openUpload, previewFile, receiveUpload, runImport } from './index.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';

let p: TestPlatform;
let planner: Ctx;
let clerk: Ctx;

beforeAll(async () => {
	p = await testPlatform({ env: { DIWAN_UPLOAD_MB: '1' } });
	planner = as('planner', '1');
	clerk = as('window_clerk', '2');
});
afterAll(() => p.close());

function as(role: Role, personId: string): Ctx {
	const assignments = [{ role, unitId: '1', unitPath: '/1/', delegatedBy: null }];
	const actor: Actor = { ...ANONYMOUS, kind: 'person', personId, username: role, assignments };
	return makeCtx(p, { actor, locale: 'en' });
}

const body = (...chunks: (string | Uint8Array)[]): ReadableStream<Uint8Array> =>
	Readable.toWeb(Readable.from(chunks.map((c) => Buffer.from(c)))) as ReadableStream<Uint8Array>;
const send = (ctx: Ctx, name: string, text: string, into?: string) =>
	receiveUpload(ctx, name, body(text), into);
const streets = (...names: string[]): string =>
	JSON.stringify({
		type: 'FeatureCollection',
		features: names.map((name, i) => ({
			type: 'Feature',
			properties: { osm_id: `w${i}`, name, highway: 'primary' },
			geometry: {
				type: 'LineString',
				coordinates: [
					[29.9 + i / 1000, 31.2],
					[29.91, 31.2]
				]
			}
		}))
	});

async function events(stream: ReadableStream<Uint8Array>): Promise<RunEvent[]> {
	const text = await new Response(stream).text();
	return text
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as RunEvent);
}

describe('a file from the browser', () => {
	test('is shown as it would be understood, tried, taken, and then gone', async () => {
		const { id, bytes } = await send(planner, 'my streets.geojson', streets('شارع فؤاد', 'شارع سعد زغلول'));
		expect(bytes).toBeGreaterThan(100);
		const upload = await openUpload(planner, id);
		const preview = await previewFile(planner, {
			path: upload.path,
			fileName: upload.name,
			layer: 'streets'
		});
		expect(preview).toMatchObject({
			format: 'geojson',
			crs: { srid: 4326 },
			total: 2,
			shown: 2,
			more: false,
			source: 'osm',
			mapping: { name_ar: ['name'], kind: ['highway'] },
			extent: [29.9, 31.2, 29.91, 31.2]
		});
		expect(preview.features.features[0]).toMatchObject({ id: 1, properties: { row: 1, label: 'شارع فؤاد' } });
		expect(preview.targets.map((t) => t.name)).toContain('source_id');
		const options = { path: upload.path, fileName: upload.name, layer: 'streets' };
		const run = (dryRun: boolean) =>
			events(runImport(planner, { ...options, dryRun }, () => dropUpload(planner, id)));
		expect((await run(true)).at(-1)).toMatchObject({ report: { inserted: 2, dryRun: true } });
		expect(existsSync(upload.path)).toBe(true);
		expect((await run(false)).at(-1)).toMatchObject({ report: { inserted: 2, dryRun: false } });
		expect(existsSync(upload.path)).toBe(false);
		expect((await p.pool.query('select count(*)::int as n from streets')).rows[0].n).toBe(2);
	});

	test('ends with the problem and its row when a row is wrong', async () => {
		const { id } = await send(
			planner,
			'a.geojson',
			JSON.stringify({
				type: 'Feature',
				id: 'x',
				properties: {},
				geometry: { type: 'Point', coordinates: [29.9, 31.2] }
			})
		);
		const { path: at } = await openUpload(planner, id);
		const [event] = await events(runImport(planner, { path: at, layer: 'streets' }, async () => undefined));
		expect(event).toMatchObject({
			problem: { code: 'geometry_wrong_type', row: 1, sourceId: 'x', detail: /layer/ }
		});
	});

	test('stops when nobody reads any more', async () => {
		const { id } = await send(
			planner,
			'a.geojson',
			streets(...Array.from({ length: 4000 }, (_, i) => `شارع ${i}`))
		);
		const { path: at } = await openUpload(planner, id);
		const before = (await p.pool.query('select count(*)::int as n from streets')).rows[0].n;
		const reader = runImport(
			planner,
			{ path: at, layer: 'streets', source: 'other' },
			async () => undefined
		).getReader();
		await reader.read();
		await reader.cancel();
		await expect
			.poll(
				async () =>
					(
						await p.pool.query(`select count(*)::int as n from pg_stat_activity
			where state = 'idle in transaction'`)
					).rows[0].n
			)
			.toBe(0);
		expect((await p.pool.query('select count(*)::int as n from streets')).rows[0].n).toBe(before);
	});

	test('may come in the parts of a shapefile', async () => {
		const { shp, dbf, pointContent } = await import('#lib/server/formats/fixtures/shapefile.fixture.ts');
		const table = dbf(['NAME'], [[Buffer.from('مدرسة')]]);
		const first = await receiveUpload(planner, 'Schools.dbf', body(table));
		await receiveUpload(planner, 'Schools.SHP', body(shp(1, [pointContent(511_785, 943_532)])), first.id);
		const upload = await openUpload(planner, first.id);
		expect(upload.name).toBe('Schools.SHP');
		const preview = await previewFile(planner, {
			path: upload.path,
			fileName: upload.name,
			layer: 'schools'
		});
		expect(preview).toMatchObject({
			format: 'shapefile',
			source: 'Schools',
			crs: { srid: 22992, from: 'guess' }
		});
	});

	test('without a known system is shown without a drawing, with systems to choose from', async () => {
		const { id } = await send(planner, 'a.csv', 'x,y\n1445.7,224.1\n');
		const { path: at } = await openUpload(planner, id);
		const preview = await previewFile(planner, { path: at, layer: 'schools' });
		expect(preview.crs).toBeUndefined();
		expect(preview.shown).toBe(0);
	});

	test('has a limit, and nothing of a larger one stays', async () => {
		const chunk = 'x'.repeat(400_000);
		await expect(receiveUpload(planner, 'a.csv', body(chunk, chunk, chunk))).rejects.toMatchObject({
			code: 'too_large'
		});
		await expect(receiveUpload(planner, 'a.csv', null)).rejects.toMatchObject({ code: 'file_unreadable' });
		const left = readdirSync(path.join(p.dataDir, 'uploads'));
		for (const id of left) expect(readdirSync(path.join(p.dataDir, 'uploads', id))).toContain('meta.json');
	});

	test('is the sender’s alone, under names of our own', async () => {
		const { id, path: at } = await send(planner, '../../etc/passwd.geojson', streets('a'));
		expect(path.dirname(path.dirname(at))).toBe(path.join(p.dataDir, 'uploads'));
		expect((await openUpload(planner, id)).name).toBe('passwd.geojson');
		await expect(openUpload(as('planner', '3'), id)).rejects.toMatchObject({ code: 'not_found' });
		for (const wrong of ['..', 'x', `${id}/..`, '00000000-0000-0000-0000-000000000000'])
			await expect(openUpload(planner, wrong)).rejects.toMatchObject({ code: 'not_found' });
		await expect(dropUpload(as('planner', '3'), id)).rejects.toMatchObject({ code: 'not_found' });
	});

	test('is for those who may import, into what they may import', async () => {
		await expect(send(clerk, 'a.csv', 'x')).rejects.toMatchObject({ code: 'forbidden' });
		await expect(send(makeCtx(p, { actor: ANONYMOUS }), 'a.csv', 'x')).rejects.toMatchObject({
			code: 'not_signed_in'
		});
		expect(importTargets(clerk)).toEqual([]);
		expect(importTargets(planner).map((t) => t.id)).toEqual(expect.arrayContaining(['streets', 'parcels']));
		expect(importTargets(planner).map((t) => t.id)).not.toContain('utilities_gas');
		expect(importTargets(as('coordinator', '4')).map((t) => t.id)).toEqual(
			expect.arrayContaining(['digs', 'utilities_gas'])
		);
		const { path: at } = await send(planner, 'a.geojson', streets('a'));
		await expect(previewFile(planner, { path: at, layer: 'utilities_gas' })).rejects.toMatchObject({
			code: 'forbidden'
		});
	});
});
