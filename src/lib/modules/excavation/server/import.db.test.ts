import { afterAll, beforeAll, expect, test } from 'vitest';
import { aHolder, type Holder } from '../../../../../tests/builders/planners.ts';
import { testPlatform, type TestPlatform } from '../../../../../tests/db/support.ts';
import type { ImportDig } from '../rules/index.ts';
import { makeCtx } from '#lib/server/context.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { digHistory, importDigs, listClashes, listDigs, sweepDigs } from './index.ts';

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

test('a word that nobody understands keeps a work out; it is never a silent no', async () => {
	const wide = { ...row, source_id: 'G-70', traffic_effect: null, carriageway: '1.0' };
	const rows = [wide, { ...wide, source_id: 'G-71', carriageway: 'irgendwie' }];
	expect(await importDigs(coordinator.ctx, { source, srid: 4326, rows, onError: 'skip' })).toMatchObject({
		inserted: 1,
		refused: [
			{
				source_id: 'G-71',
				fields: [{ code: 'value_unreadable', params: { field: 'carriageway', value: 'irgendwie' } }]
			}
		]
	});
	const { rows: kept } = await p.pool.query(
		`select carriageway, buffer_m::float8 as buffer_m from dig where source_id in ('G-70', 'G-71')`
	);
	expect(kept).toEqual([{ carriageway: true, buffer_m: 10 }]);
});

test('a wrong row is named by its number and its identifier, whether it stops the file or is left out', async () => {
	const good = { ...row, source_id: 'G-60' };
	const wrong = [
		{ ...good, source_id: 'G-61', geometry: null },
		{ ...good, source_id: 'G-62', start: '2026-12-09', end: '2026-12-01' },
		good
	];
	const refused = [
		{ row: 2, source_id: 'G-61', code: 'geometry_empty' },
		{
			...{ row: 3, source_id: 'G-62', code: 'dig_days_reversed' },
			params: { start: '2026-12-09', end: '2026-12-01' }
		},
		{ row: 4, source_id: 'G-60', code: 'already_exists', params: { source_id: 'G-60' } }
	];
	for (const [i, { row: _, source_id, code }] of refused.entries())
		await expect(load([good, wrong[i]!])).rejects.toMatchObject({ code, params: { row: 2, source_id } });
	const rows = [good, ...wrong];
	expect(await importDigs(coordinator.ctx, { source, srid: 4326, rows, onError: 'skip' })).toMatchObject({
		inserted: 1,
		refused
	});
});

test('a work of the year 2206 and one at the pole are refused for what they are', async () => {
	const pole: GeoJSON.Point = { type: 'Point', coordinates: [13.4, 90] };
	const rows = [
		{ ...row, source_id: 'G-50', start: '2026-12-30', end: '2206-01-01' },
		{ ...row, source_id: 'G-51', geometry: pole },
		{ ...row, source_id: 'G-52', start: '2027-01-10T22:30:00Z', end: '2027-01-12' }
	];
	expect(await importDigs(coordinator.ctx, { source, srid: 4326, rows, onError: 'skip' })).toMatchObject({
		inserted: 1,
		refused: [
			{ source_id: 'G-50', code: 'dig_day_out_of_range', params: { field: 'end', first: '2000-01-01' } },
			{ source_id: 'G-51', code: 'geometry_off_map' }
		]
	});
	const { rows: kept } = await p.pool.query(`select starts_on from dig where source_id = 'G-52'`);
	expect(kept).toEqual([{ starts_on: '2027-01-11' }]);
});

test('a restored work of elsewhere tells its guarantee, and who dug', async () => {
	const old = {
		...row,
		source_id: 'G-80',
		state: 'restored',
		guarantee_until: '1/6/2027',
		contractor: 'Digwell'
	};
	await load([old, { ...old, source_id: 'G-81', state: 'running' }]);
	const { rows } = await p.pool.query(`select source_id, guarantee_until, contractor, contractor_id from dig
		where source_id in ('G-80', 'G-81') order by source_id`);
	expect(rows).toEqual([
		{ source_id: 'G-80', guarantee_until: '2027-06-01', contractor: 'Digwell', contractor_id: null },
		{ source_id: 'G-81', guarantee_until: null, contractor: 'Digwell', contractor_id: null }
	]);
	expect(await load([old])).toMatchObject({ updated: 0, unchanged: 1 });
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

test('a foreign work that runs past its end goes on to today, whatever its source repeats, until it says it is over', async () => {
	const late = { ...row, source_id: 'G-90', state: 'running', start: '2026-11-01', end: '2026-11-10' };
	const own = { ...late, source_id: 'G-91', promoter: 'gas' };
	await aHolder(p, 'gas');
	const meets = { ...row, source_id: 'G-92', promoter: 'Water', start: '2026-11-20', end: '2026-11-25' };
	await load([late, own, meets, { ...late, source_id: 'G-93', state: 'planned' }]);
	const kept = async (source_id: string) => {
		const { rows } = await p.pool.query(
			`select reference, ends_on, permitted_ends_on, version, state from dig where source_id = $1`,
			[source_id]
		);
		return rows[0];
	};
	const sweep = (day: string) =>
		sweepDigs(makeCtx(p, { actor: SYSTEM, now: () => new Date(`${day}T05:00:00Z`) }));
	const { overran } = await sweep('2026-11-22');
	expect(overran).toHaveLength(2);
	expect((await sweep('2026-11-22')).overran).toEqual([]);
	for (const id of ['G-90', 'G-91'])
		expect(await kept(id)).toMatchObject({
			ends_on: '2026-11-22',
			permitted_ends_on: '2026-11-10',
			version: 2
		});
	expect(await kept('G-93')).toMatchObject({ ends_on: '2026-11-10', version: 1 });
	const { reference } = await kept('G-92');
	const clashes = await listClashes(coordinator.ctx, { dig: reference, rule: 'C1' });
	expect(clashes.items.map((c) => c.days)).toEqual([3, 3]);
	expect((await digHistory(coordinator.ctx, (await kept('G-90')).reference))[0]).toMatchObject({
		action: 'overran',
		person: null
	});

	expect(await load([late])).toMatchObject({ updated: 0, unchanged: 1 });
	expect(await kept('G-90')).toMatchObject({ ends_on: '2026-11-22', version: 2 });
	expect(await load([{ ...late, end: '2026-12-05' }])).toMatchObject({ updated: 1 });
	expect(await kept('G-90')).toMatchObject({ ends_on: '2026-12-05', permitted_ends_on: null });
	expect(await load([{ ...late, state: 'finished' }])).toMatchObject({ updated: 1 });
	expect((await sweep('2026-12-20')).overran).not.toContain((await kept('G-90')).reference);
	expect(await kept('G-90')).toMatchObject({ ends_on: '2026-11-10', state: 'finished' });
});

test('a foreign work without a category has that of its days and of the surface it opens; none is refused', async () => {
	const { category: _, traffic_effect: _effect, method: _method, ...plain } = row;
	const of = (source_id: string, more: Partial<ImportDig>) => ({
		...plain,
		source_id,
		width_m: null,
		...more
	});
	const [x, y] = [29.74, 30.71];
	const square = (side: number): GeoJSON.Polygon => ({
		type: 'Polygon',
		coordinates: [
			[
				[x, y],
				[x + side, y],
				[x + side, y + side],
				[x, y + side],
				[x, y]
			]
		]
	});
	const short = { start: '2026-12-01', end: '2026-12-02' };
	const { refused } = await load([
		of('S-minor', short),
		of('S-days', {}),
		of('S-long', { end: '2027-03-01' }),
		of('S-wide', { ...short, width_m: '0.8' }),
		of('S-hole', { ...short, geometry: square(0.00001) }),
		of('S-field', { ...short, geometry: square(0.001) }),
		of('S-closed', { ...short, traffic_effect: 'closed' }),
		of('S-urgent', { category: 'urgent' }),
		of('S-told', { category: 'emergency', reason: 'كسر خط' })
	]);
	expect(refused).toEqual([]);
	const { rows } = await p.pool.query(
		`select source_id, category, category_reason from dig where source_id like 'S-%' order by id`
	);
	expect(rows.map((r) => [r.source_id, r.category, r.category_reason])).toEqual([
		['S-minor', 'minor', null],
		['S-days', 'standard', null],
		['S-long', 'major', null],
		['S-wide', 'major', null],
		['S-hole', 'minor', null],
		['S-field', 'major', null],
		['S-closed', 'major', null],
		['S-urgent', 'urgent', null],
		['S-told', 'emergency', 'كسر خط']
	]);
	expect(await load([of('S-minor', short), of('S-wide', { ...short, width_m: '0.8' })])).toMatchObject({
		...{ inserted: 0, updated: 0, unchanged: 2 }
	});
});
