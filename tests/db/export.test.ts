import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportLayer, ExportQuery } from '#lib/modules/layers/server/index.ts';
import { makeCtx, type Ctx } from '#lib/server/context.ts';
import { openSource } from '#lib/server/formats/index.ts';
import { ANONYMOUS, SYSTEM } from '#lib/server/policy/index.ts';
import { testPlatform, type TestPlatform } from './support.ts';

let p: TestPlatform;
let ctx: Ctx;
const folder = mkdtempSync(path.join(os.tmpdir(), 'diwan-test-'));

beforeAll(async () => {
	p = await testPlatform();
	ctx = makeCtx(p, { actor: SYSTEM });
	await p.pool.query(
		`insert into streets (source, source_id, name_ar, name_en, kind, geom)
		select 'test', 's' || n, 'شارع رقم ' || n, 'Street ' || n, case when n % 2 = 0 then 'primary' else 'residential' end,
			st_setsrid(st_multi(st_makeline(st_point(511785.13 + n, 943532.078), st_point(511885.13 + n, 943632.078))), 22992)
		from generate_series(1, 4500) n`
	);
});
afterAll(async () => {
	await p.close();
	rmSync(folder, { recursive: true, force: true });
});

/** Exports and reads the file back with our own reader, as another office would. */
async function roundTrip(query: Record<string, string>) {
	const file = await exportLayer(ctx, 'streets', ExportQuery.parse(query));
	const to = path.join(folder, file.fileName);
	const chunks: Buffer[] = [];
	for await (const chunk of file.content) chunks.push(chunk);
	writeFileSync(to, Buffer.concat(chunks));
	const source = await openSource(to);
	const features = [];
	for await (const feature of source.features()) features.push(feature);
	const crs = source.crs?.srid;
	await source.close();
	return { features, crs };
}

describe.each(['geojson', 'gpkg', 'shp', 'csv'])('an export as %s', (format) => {
	test('holds every feature with its names, and lies where it lay to a centimetre', async () => {
		const { features, crs } = await roundTrip({ format, crs: 'EPSG:22992' });
		expect(features).toHaveLength(4500);
		expect(crs).toBe(22992);
		const first = features.find((f) => Object.values(f.properties).includes('s1'))!;
		expect(Object.values(first.properties)).toContain('شارع رقم 1');
		const at = JSON.stringify(first.geometry)
			.match(/-?\d+\.\d+/g)!
			.map(Number);
		expect(Math.abs(at[0]! - 511786.13)).toBeLessThan(0.01);
		expect(Math.abs(at[1]! - 943532.078)).toBeLessThan(0.01);
	});
});

test('a filter leaves only what it names, whatever the spelling', async () => {
	expect((await roundTrip({ format: 'csv', kind: 'primary' })).features).toHaveLength(2250);
	expect((await roundTrip({ format: 'csv', q: 'شارع رقم ٤٥٠٠' })).features).toHaveLength(1);
	expect((await roundTrip({ format: 'geojson', bbox: '30,31,30.1,31.1' })).features).toHaveLength(0);
});

test('what one may not see one cannot export, and each export is in the audit log', async () => {
	const stranger = makeCtx(p, { actor: ANONYMOUS });
	await expect(exportLayer(stranger, 'utilities_gas', ExportQuery.parse({}))).rejects.toMatchObject({
		code: 'not_signed_in'
	});
	const { rows } = await p.pool.query(
		`select count(*)::int as n from audit_log where action = 'layer.exported'`
	);
	expect(rows[0].n).toBeGreaterThanOrEqual(7);
});
