import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { reproject } from '#lib/kernel/geometry.ts';
import { makeCtx } from '#lib/server/context.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { numbersFrom, randomPlot } from '../../../../../../tests/builders/random-plots.ts';
import { aHolder, type Holder } from '../../../../../../tests/builders/planners.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { box } from '../../rules/check/case-a.fixture.ts';
import {
	checkProposal,
	NOTHING_BUILT,
	proposalOn,
	type PermitCheck,
	type RuleId,
	type Surface
} from '../../rules/index.ts';
import { checkPermit, siteStatement, statementOfDrawn } from '../index.ts';
import { plotById } from './plot.ts';
import { surroundingsOf } from './surroundings.ts';

const LAYERS = ['parcels', 'right_of_way', 'zones', 'constraints', 'violations', 'utilities_water'] as const;
let p: TestPlatform;
let clerk: Holder;
let engineer: Holder;
let planner: Holder;

beforeAll(async () => {
	p = await testPlatform();
	clerk = await aHolder(p, 'north', { role: 'reviewer' });
	engineer = await aHolder(p, 'office', { role: 'applicant_engineer' });
	planner = await aHolder(p, 'plans', { role: 'planner' });
});
beforeEach(async () => {
	await p.pool.query(`truncate ${LAYERS.join()}`);
});
afterAll(() => p.close());

async function put(
	layer: (typeof LAYERS)[number],
	geometry: GeoJSON.Geometry,
	{ id = layer, kind = null, name = null, ...props }: Record<string, unknown> = {}
): Promise<string> {
	const { rows } = await p.pool.query<{ id: string }>(
		`insert into ${layer} (source, source_id, name_ar, kind, props, geom) values ('test', $1, $2, $3, $4,
			st_multi(st_setsrid(st_geomfromgeojson($5), 22992))) returning id::text`,
		[id, name, kind, JSON.stringify(props), JSON.stringify(geometry)]
	);
	return rows[0]!.id;
}

/** A plot of 20 m by 20 m, a street of 10 m south of it, and a zone over both. */
async function aSite(zone: Record<string, unknown> = {}): Promise<string> {
	await put('right_of_way', box(510000, 942990, 1000, 10), { id: 'west', name: 'شارع النموذج' });
	await put('right_of_way', box(511000, 942990, 1000, 10), { id: 'east', name: 'شارع النموذج' });
	await put('zones', box(510900, 942900, 300, 300), {
		...{
			front_setback_m: 3,
			rear_setback_m: '2',
			side_setback_m: 2,
			max_coverage_pct: 60,
			floor_area_ratio: 1.2
		},
		...{ place: 'city', article_ar: 'المخطط التفصيلي', valid_from: '2024-10-01', ...zone }
	});
	await put('parcels', box(511020, 943000, 20, 20), { id: 'beside', parcel_no: '119' });
	return put('parcels', box(511000, 943000, 20, 20), { id: 'plot-118', parcel_no: '118', name: 'قطعة 118' });
}

const of = ({ results }: Pick<PermitCheck, 'results'>, rule: RuleId, subject?: string) =>
	results.filter((r) => r.rule === rule && (subject === undefined || r.subject === subject));

describe('a building on a plot of the map', () => {
	test('is held against what the layers say of the plot, line for line as if it had been sent', async () => {
		const parcel_id = await aSite();
		const building = { footprint: box(511002, 943002.5, 16, 15.5), floors: 3, height_m: 16 };
		const found = await checkPermit(clerk.ctx, { parcel_id, ...building });
		expect(found.verdict).toBe('block');
		expect(of(found, 'R03', 'front')).toMatchObject([
			{ status: 'fail', actual: 2.5, limit: 3, article: { ar: 'المخطط التفصيلي' } }
		]);
		expect(of(found, 'R04')[0]).toMatchObject({ status: 'fail', actual: 62, limit: 60 });
		// Two pieces of one street are one street, cut off far from the plot.
		expect(of(found, 'R06')).toMatchObject([{ status: 'pass', actual: 10 }]);
		expect(of(found, 'R07', 'height')).toMatchObject([
			{ status: 'fail', actual: 16, limit: 15, unverified: true }
		]);
		const sent = await checkPermit(clerk.ctx, {
			...building,
			parcel: box(511000, 943000, 20, 20),
			zone: {
				front_setback_m: 3,
				rear_setback_m: 2,
				side_setback_m: 2,
				coverage_pct: 60,
				floor_area_ratio: 1.2
			},
			streets: [{ right_of_way: box(510800, 942990, 420, 10) }],
			neighbours: [{ id: '1', geometry: box(511020, 943000, 20, 20) }]
		});
		const bare = ({ results }: PermitCheck) =>
			results.map(({ rule, subject, status, actual, limit, witness }) => ({
				rule,
				subject,
				status,
				actual,
				limit,
				witness
			}));
		expect(bare(found)).toEqual(bare(sent));
		expect(sent.layers).toBeNull();
	});

	test('gives what was sent the word before the map, null too', async () => {
		const parcel_id = await aSite();
		const check = (more: Record<string, unknown>) =>
			checkPermit(clerk.ctx, { parcel_id, footprint: box(511002, 943003, 16, 15), ...more });
		expect(of(await check({ streets: null }), 'R02')[0]).toMatchObject({
			status: 'not_checked',
			reason: 'no_layer'
		});
		expect(of(await check({ zone: { coverage_pct: 50 } }), 'R04')[0]).toMatchObject({
			limit: 50,
			status: 'fail'
		});
		expect(of(await check({ zone: { coverage_pct: 50 } }), 'R05')[0]).toMatchObject({ reason: 'no_value' });
		expect((await check({ place: 'village' })).code.place).toBe('village');
		const wide = await check({ crs: 'EPSG:4326', footprint: null });
		expect(of(wide, 'R06')[0]!.witness).toMatchObject({ type: 'MultiLineString' });
		expect(JSON.stringify(of(wide, 'R06')[0]!.witness)).toMatch(/29\.91/);
	});

	test('may be drawn where the layer has a plot already: that is itself, no neighbour', async () => {
		await aSite();
		const drawn = { parcel: box(511000.1, 943000.1, 19.8, 20), surroundings: true };
		const found = await checkPermit(clerk.ctx, { ...drawn, footprint: box(511003, 943003, 10, 10) });
		expect(of(found, 'R01')).toMatchObject([{ subject: 'parcel', status: 'pass' }]);
		expect(of(found, 'R03', 'front')[0]!.actual).toBeCloseTo(2.9, 3);
		const bow = { type: 'Polygon', coordinates: [[[0, 0], [9, 9], [9, 0], [0, 9], [0, 0]].map(([x, y]) => [511000 + x!, 943000 + y!])] }; // prettier-ignore
		await expect(checkPermit(clerk.ctx, { parcel: bow, surroundings: true })).rejects.toMatchObject({
			code: 'geometry_invalid'
		});
		await expect(checkPermit(clerk.ctx, { parcel_id: '999999' })).rejects.toMatchObject({
			code: 'not_found'
		});
		await expect(checkPermit(clerk.ctx, { surroundings: true })).rejects.toThrow('field_plot');
	});
});

describe('what the layers hold', () => {
	test('what was read once is told again until a layer changes, and never from a change that came to nothing', async () => {
		const id = await aSite();
		const read = (db: Parameters<typeof plotById>[0]) =>
			plotById(db, id).then((plot) => surroundingsOf(clerk.ctx, db, plot, { on: '2026-11-22' }));
		const zonesNow = () => clerk.ctx.read(async (db) => (await read(db)).zone?.code ?? null);
		const setCode = `update zones set props = props || '{"code": "R9"}'`;
		expect(await zonesNow()).toBe(await zonesNow());
		const before = await zonesNow();
		const client = await p.pool.connect();
		try {
			await client.query('begin');
			await client.query(setCode);
			await client.query('rollback');
		} finally {
			client.release();
		}
		expect(await zonesNow()).toBe(before);
		await makeCtx(p, { actor: SYSTEM })
			.transaction(async ({ db }) => {
				await sql`${sql.raw(setCode)}`.execute(db);
				expect((await read(db)).zone?.code).toBe('R9');
				throw new Error('taken back');
			})
			.catch(() => undefined);
		expect(await zonesNow()).toBe(before);
		await p.pool.query(setCode);
		expect(await zonesNow()).toBe('R9');
		await p.pool.query('truncate zones');
		expect(await zonesNow()).toBeNull();
	});

	test('nothing anywhere is not checked; something elsewhere is checked, and passes', async () => {
		const parcel_id = await put('parcels', box(511000, 943000, 20, 20));
		const rules = ['R02', 'R15', 'R16', 'R10', 'R20'] as const;
		const statuses = async () => {
			const found = await checkPermit(clerk.ctx, {
				parcel_id,
				height_m: 9,
				footprint: box(511002, 943002, 5, 5)
			});
			return rules.map((rule) => of(found, rule)[0]!.status);
		};
		expect(await statuses()).toEqual(rules.map(() => 'not_checked'));
		await put('right_of_way', box(520000, 950000, 100, 10));
		await put('constraints', box(520000, 950000, 100, 100), { id: 'a', kind: 'antiquities' });
		await put('constraints', box(520000, 950000, 100, 100), {
			id: 'b',
			kind: 'aviation_height',
			max_height_m: 9
		});
		await put('violations', box(520000, 950000, 10, 10));
		expect(await statuses()).toEqual(['pass', 'not_checked', 'pass', 'pass', 'pass']);
		// A cordon that lies elsewhere leaves the plot outside.
		await put('constraints', box(520000, 950000, 100, 100), { id: 'c', kind: 'cordon' });
		expect(await statuses()).toEqual(['pass', 'fail', 'pass', 'pass', 'pass']);
	});

	test('constraints name their agency and article, violations the plot; each layer its state', async () => {
		const parcel_id = await aSite();
		const legal = { article_ar: 'المادة 20 من القانون 117 لسنة 1983', agency: 'المجلس الأعلى للآثار' };
		const site = await put('constraints', box(511010, 942900, 50, 150), {
			id: 'a',
			kind: 'antiquities',
			...legal
		});
		await put('constraints', box(511000, 943019.5, 50, 50), {
			id: 'b',
			kind: 'canal_bank',
			agency: 'الري',
			unverified: true
		});
		await put('constraints', box(510900, 942900, 300, 300), { id: 'c', kind: 'cordon' });
		await put('constraints', box(510900, 942900, 300, 300), {
			id: 'd',
			kind: 'aviation_height',
			max_height_m: '12.5'
		});
		await put('violations', box(511001, 943001, 4, 4), { id: 'drawn', kind: 'no_licence' });
		await put('violations', box(600001, 943001, 4, 4), {
			id: 'told',
			kind: 'extra_floors',
			parcel: 'plot-118'
		});
		await put('violations', box(511001, 943001, 4, 4), { id: 'over', kind: 'over_line', state: 'closed' });
		const found = await checkPermit(clerk.ctx, { parcel_id, height_m: 13 });
		expect(of(found, 'R16')).toMatchObject([
			{
				subject: 'antiquities',
				of: site,
				status: 'fail',
				reason: 'agency_asked',
				article: { ar: legal.article_ar }
			},
			{ subject: 'canal_bank', status: 'fail', unverified: true }
		]);
		expect(of(found, 'R10')).toMatchObject([{ status: 'fail', actual: 13, limit: 12.5 }]);
		expect(of(found, 'R15')[0]!.status).toBe('pass');
		expect(
			of(found, 'R20')
				.map((r) => r.subject)
				.sort()
		).toEqual(['extra_floors', 'no_licence']);
		const state = (name: string) => found.layers!.find(({ layer }) => layer === name)!;
		expect(state('constraints')).toMatchObject({ state: 'answered', found: 4 });
		expect(state('utilities_water')).toMatchObject({ state: 'absent', found: 0 });
		const before = Number(state('constraints').version);
		await p.pool.query(`update constraints set name_ar = 'أثر' where id = $1`, [site]);
		const again = await checkPermit(clerk.ctx, { parcel_id });
		expect(Number(again.layers!.find(({ layer }) => layer === 'constraints')!.version)).toBeGreaterThan(
			before
		);
	});

	test('a plan that was not in force leaves the day’s code alone', async () => {
		const parcel_id = await aSite({ max_height_m: 22 });
		const limit = async (more: Record<string, unknown>) =>
			of(await checkPermit(clerk.ctx, { parcel_id, height_m: 12, ...more }), 'R07', 'height')[0];
		expect(await limit({})).toMatchObject({ limit: 22, reason: 'plan_decides', rule_set: null });
		expect(await limit({ on: '2022-06-01' })).toMatchObject({ limit: 13, rule_set: { id: 'city-2021' } });
	});

	test('buried networks and digs are kept from those who may not see them', async () => {
		const parcel_id = await aSite();
		await put('utilities_water', { type: 'LineString', coordinates: [[510990, 942999], [511050, 942999]] }, { diameter_mm: 200 }); // prettier-ignore
		const question = {
			parcel_id,
			footprint: box(511002, 943000, 16, 16),
			works: { start: '2027-01-01', end: '2027-06-01' }
		};
		expect(of(await checkPermit(clerk.ctx, question), 'R18')).toMatchObject([{ status: 'fail', actual: 1 }]);
		expect(of(await checkPermit(clerk.ctx, question), 'R19')).toMatchObject([{ reason: 'not_shown' }]);
		const asEngineer = await checkPermit(engineer.ctx, question);
		expect(of(asEngineer, 'R18')).toMatchObject([
			{ status: 'not_checked', reason: 'not_shown', actual: null }
		]);
		expect(asEngineer.layers!.find(({ layer }) => layer === 'utilities_water')).toMatchObject({
			state: 'withheld',
			found: 0
		});
		await p.pool
			.query(`insert into dig (reference, promoter, title, carriageway, starts_on, ends_on, state, buffer_m, geom)
			values ('EX-2027-000001', 'شركة الألياف', 'كابل ألياف', false, '2027-02-01', '2027-02-09', 'granted', 5,
				st_geomfromtext('MULTILINESTRING((510990 942998, 511050 942998))', 22992))`);
		expect(of(await checkPermit(planner.ctx, question), 'R19')).toMatchObject([
			{ status: 'fail', severity: 'warn', of: 'EX-2027-000001' }
		]);
	});
});

test('the browser, with what it was sent of the site, says what the server says', async () => {
	const next = numbersFrom(11);
	let onStreets = 0;
	for (let i = 0; i < 25; i++) {
		await p.pool.query(`truncate ${LAYERS.join()}`);
		const { parcel, footprint, streets } = randomPlot(next);
		for (const { id, right_of_way } of streets!)
			await put('right_of_way', right_of_way, { id, name: `شارع ${id}` });
		await put('zones', parcel, { front_setback_m: 2 + next(), rear_setback_m: 2, max_coverage_pct: 65 });
		const parcel_id = await put('parcels', parcel);
		const building = { footprint: footprint as Surface, floors: 2, height_m: 9 + 8 * next() };
		const site = await clerk.ctx.read(async (db) =>
			surroundingsOf(clerk.ctx, db, await plotById(db, parcel_id), { on: '2026-11-22' })
		);
		const inBrowser = checkProposal(
			proposalOn(JSON.parse(JSON.stringify(site)) as typeof site, { ...NOTHING_BUILT, ...building })
		);
		const { results } = await checkPermit(clerk.ctx, { parcel_id, on: '2026-11-22', ...building });
		expect(JSON.parse(JSON.stringify(inBrowser))).toEqual(
			results.map(
				({ title: _t, subject_title: _s, reason_title: _r, ...said }) =>
					JSON.parse(JSON.stringify(said)) as unknown
			)
		);
		if (inBrowser.some((r) => r.rule === 'R06' && r.status === 'pass')) onStreets++;
	}
	expect(onStreets).toBeGreaterThan(18);
});

describe('a statement', () => {
	test('says of a plot what may be built, by which article, in both grids; and by another day its own code', async () => {
		const parcel_id = await aSite({ max_height_m: 22, max_floors: 7 });
		const now = await siteStatement(clerk.ctx, { parcel: parcel_id, on: '2026-11-22' });
		expect(now).toMatchObject({ verdict: 'pass', crs: 'EPSG:22992' });
		expect(now.site).toMatchObject({ plot: { number: '118', source_id: 'plot-118' }, place_by: 'zone' });
		expect(now.facts).toMatchObject({
			area_m2: 400,
			fronts: [{ length_m: 20, street: { name: 'شارع النموذج' } }],
			height: { height_m: 22, floors: 7, article: { ar: 'المخطط التفصيلي' } }
		});
		expect(now.facts.fronts![0]!.rays.map((r) => Number(r.width_m.toFixed(6)))).toEqual([10, 10, 10, 10, 10]);
		expect(now.corners).toHaveLength(4);
		for (const { east, north, lon, lat } of now.corners) {
			const { rows } = await p.pool.query(
				`select st_distance(st_transform(st_setsrid(st_makepoint($1, $2), 4326), 22992), st_setsrid(st_makepoint($3, $4), 22992)) as off`,
				[lon, lat, east, north]
			);
			expect(rows[0].off).toBeLessThan(0.01);
		}
		const asked = (more: Record<string, unknown>) => siteStatement(clerk.ctx, { parcel: parcel_id, ...more });
		// Ten metres: between eight and twelve, under the requirements of 2021.
		expect((await asked({ on: '2022-06-01' })).facts.height).toMatchObject({
			height_m: 13,
			rule_set: { id: 'city-2021' }
		});
		expect((await asked({ place: 'village' })).facts.height.height_m).toBe(22);
		const [lon, lat] = [now.corners[0]!.lon, now.corners[0]!.lat + 0.00005];
		expect((await siteStatement(clerk.ctx, { at: `${lon + 0.00005},${lat}` })).site.plot.id).toBe(parcel_id);
		await expect(siteStatement(clerk.ctx, { at: '29,31' })).rejects.toMatchObject({ code: 'not_found' });
		await expect(siteStatement(clerk.ctx, { parcel: parcel_id, at: '29,31' })).rejects.toThrow('field_site');
	});

	test('of streets of 4, 6 and 8 metres in a village gives 10, 13 and 16 metres; in a town, 1.5 times', async () => {
		for (const [wide, village, city] of [
			[4, 10, 6],
			[6, 13, 9],
			[8, 16, 12]
		] as const) {
			await p.pool.query(`truncate ${LAYERS.join()}`);
			await put('right_of_way', box(510900, 943000 - wide, 220, wide));
			const parcel = await put('parcels', box(511000, 943000, 12, 15));
			const limit = async (place: string) => (await siteStatement(clerk.ctx, { parcel, place })).facts.height;
			expect((await limit('village')).height_m).toBeCloseTo(village, 6);
			expect(await limit('city')).toMatchObject({ height_m: expect.closeTo(city, 6), unverified: true });
		}
	});

	test('of a surface that was drawn in degrees is that of its metres', async () => {
		await aSite();
		const drawn = reproject(box(511000, 943000, 20, 20), 22992, 4326);
		const { facts, site } = await statementOfDrawn(engineer.ctx, { geometry: drawn, crs: 'EPSG:4326' });
		expect(facts.area_m2).toBeCloseTo(400, 3);
		expect(site.plot.id).toBeNull();
		expect(site.neighbours!.map((n) => n.name)).toEqual(['119']);
		expect(site.withheld).toEqual(['utilities', 'digs']);
	});
});
