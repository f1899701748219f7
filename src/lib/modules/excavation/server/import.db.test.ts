import { afterAll, beforeAll, expect, test } from 'vitest';
import { aHolder, type Holder } from '../../../../../tests/builders/planners.ts';
import { testPlatform, type TestPlatform } from '../../../../../tests/db/support.ts';
import type { ImportDig } from '../rules/index.ts';
import { digHistory, importDigs, listDigs } from './index.ts';

let p: TestPlatform;
let coordinator: Holder;
const source = 'gas-works.csv';
const row: ImportDig = {
	source_id: 'G-17',
	promoter: 'Gas company of elsewhere',
	start: '2026-12-01',
	end: '2026-12-09',
	title: 'خط غاز بشارع النصر',
	details: 'الرصيف الأيمن ليلاً',
	category: 'major',
	method: 'trenchless',
	surface: 'tiles',
	traffic_effect: 'lane_closed',
	depth_m: '1.255',
	width_m: '0.8',
	geometry: {
		type: 'LineString',
		coordinates: [
			[29.7305, 30.7025],
			[29.7315, 30.7025]
		]
	}
};
const load = (rows: ImportDig[]) => importDigs(coordinator.ctx, { source, srid: 4326, rows });

beforeAll(async () => {
	p = await testPlatform();
	coordinator = await aHolder(p, 'centre', {
		role: 'coordinator',
		now: () => new Date('2026-11-22T09:00:00Z')
	});
});
afterAll(() => p.close());

test('a foreign work arrives with everything the register has a place for', async () => {
	expect(await load([row])).toMatchObject({ inserted: 1, refused: [] });
	const { items } = await listDigs(coordinator.ctx, { q: 'G-17' });
	expect(items[0]).toMatchObject({ title: row.title });
	const { rows } = await p.pool.query(`select details, category, method, surface, traffic_effect, carriageway,
		depth_m::float8, width_m::float8 from dig where source_id = 'G-17'`);
	expect(rows[0]).toEqual({
		...{ details: row.details, category: 'major', method: 'trenchless', surface: 'tiles' },
		...{ traffic_effect: 'lane_closed', carriageway: true, depth_m: 1.26, width_m: 0.8 }
	});
});

test('the same file again changes nothing, though the register keeps centimetres', async () => {
	expect(await load([row])).toMatchObject({ inserted: 0, updated: 0, unchanged: 1 });
});

test.each([
	['details', 'نهاراً'],
	['method', 'pit'],
	['surface', 'asphalt'],
	['traffic_effect', 'closed'],
	['depth_m', 2]
] as const)('a changed %s is a new version', async (field, value) => {
	expect(await load([{ ...row, [field]: value }])).toMatchObject({ updated: 1, unchanged: 0 });
	const { items } = await listDigs(coordinator.ctx, { q: 'G-17' });
	const [latest] = await digHistory(coordinator.ctx, items[0]!.reference);
	expect(latest).toMatchObject({ action: 'imported' });
	expect(JSON.stringify(latest)).toContain(`"${field}"`);
});

test('a file declared in the wrong system is told which one it is in', async () => {
	const metres: ImportDig = {
		...row,
		geometry: {
			type: 'LineString',
			coordinates: [
				[511_785, 943_532],
				[511_885, 943_532]
			]
		}
	};
	await expect(load([metres])).rejects.toMatchObject({
		code: 'geometry_wrong_crs',
		params: { declared: 'EPSG:4326', likely: 'EPSG:22992' }
	});
});
