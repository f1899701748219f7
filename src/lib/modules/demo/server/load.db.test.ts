import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { today } from '#lib/kernel/dates.ts';
import { actorOfToken, signIn } from '#lib/server/auth/index.ts';
import { testPlatform, type TestPlatform } from '../../../../../tests/db/support.ts';
import { DEMO_SEED, generateTown, TOWN_LAYERS } from '../rules/index.ts';
import { ensureDemo, loadDemo, type LoadReport } from './index.ts';
import { knownPassword } from './password.ts';

let p: TestPlatform;
let report: LoadReport;
const day = today(() => new Date());

const value = async (sql: string) => String((await p.pool.query(`select (${sql}) as v`)).rows[0].v);

beforeAll(async () => {
	p = await testPlatform({ env: { DIWAN_DEMO: '1' } });
	await p.pool.query(`insert into streets (source, source_id, name_ar, geom)
		values ('manual', 'mine', 'شارعي', st_geomfromtext('MULTILINESTRING((491000 888000, 491100 888000))', 22992))`);
	report = await loadDemo(p, { today: day });
}, 300_000);
afterAll(() => p.close());

describe('the demonstration, loaded', () => {
	test('is the generated town, row for row, beside the rows of others', async () => {
		const town = generateTown(DEMO_SEED, day);
		for (const layer of TOWN_LAYERS) {
			expect(report.layers[layer], layer).toBe(town.layers[layer].length);
			expect(await value(`select count(*) from ${layer} where source = 'demo'`), layer).toBe(
				String(town.layers[layer].length)
			);
		}
		expect(await value(`select count(*) from streets where source = 'manual'`)).toBe('1');
		const [parcel] = town.layers.parcels;
		const stored = await p.pool.query(
			`select name_ar, props, st_asgeojson(geom, 3)::jsonb as geom from parcels where source = 'demo' and source_id = $1`,
			[parcel?.source_id]
		);
		expect(stored.rows[0]).toMatchObject({
			name_ar: parcel?.name_ar,
			props: parcel?.props,
			geom: { type: 'MultiPolygon', coordinates: [parcel?.geometry.coordinates] }
		});
	});

	test('has no plot over another and none in the street', async () => {
		const overlapping = (a: string, b: string, on: string) =>
			value(`select count(*) from ${a} a join ${b} b on a.geom && b.geom and ${on}
				where st_area(st_intersection(a.geom, b.geom)) > 0.05`);
		expect(await overlapping('parcels', 'parcels', 'a.id < b.id')).toBe('0');
		expect(await overlapping('right_of_way', 'right_of_way', 'a.id < b.id')).toBe('0');
		expect(await overlapping('right_of_way', 'parcels', 'true')).toBe('0');
		expect(await overlapping('buildings', 'buildings', 'a.id < b.id')).toBe('0');
	});

	test('follows an area of fibre on the ground of each of its first villages, some behind their plan', async () => {
		expect(await value(`select string_agg(kind, ' ' order by id) from map_fibre_progress`)).toBe(
			'migrate cable civil none'
		);
		expect(
			await value(`select count(*) from map_fibre_progress where props->>'standing' like '% late'`)
		).toBe('1');
	});

	test('shows the three clashes of its companies', async () => {
		expect(report.people).toBe(31);
		expect(report.clashes).toBeGreaterThanOrEqual(3);
		expect(await value(`select count(*) from dig_clash where closed_at is null and severity = 'block'`)).toBe(
			'3'
		);
		expect(await value(`select count(*) from dig where unit_id is null`)).toBe('0');
	});

	test('shows a refusal whose appeal is open, and one whose appeal was granted: others led it to the licence', async () => {
		const { rows } = await p.pool.query(`select p.state, a.outcome,
			(select count(*)::int from permit_draw d where d.permit_id = p.id) as draws,
			(select string_agg(h.duty || case when h.ended_at is null then '' else ' (ended)' end, ' ' order by h.duty, h.since)
				from permit_hand h where h.permit_id = p.id and h.duty in ('reviewer', 'approver', 'authority')) as hands
			from permit_appeal a join permit p on p.id = a.permit_id order by p.id`);
		expect(rows).toEqual([
			{ state: 'refused', outcome: null, draws: 1, hands: 'approver reviewer' },
			{
				...{ state: 'issued', outcome: 'granted', draws: 2 },
				hands: 'approver (ended) approver authority reviewer (ended) reviewer'
			}
		]);
		expect(
			await value(`select count(*) from permit_appeal where filed_at > now() or decided_at > now()`)
		).toBe('0');
	});

	test('dates what its officers did within their hours, whenever it is loaded', async () => {
		expect(
			await value(`select count(*) from permit_event, lateral (select at at time zone 'Africa/Cairo' as there) t
				where at > now() or extract(isodow from there) in (5, 6) or not there::time between '09:00' and '15:00'`)
		).toBe('0');
	});

	test('draws its buildings as large as their floors are said to be', async () => {
		const { rows } = await p.pool.query(`select distinct r ->> 'status' as status, r ->> 'reason' as reason
			from permit join permit_check c on c.permit_id = permit.id, jsonb_array_elements(c.answer -> 'results') r
			where permit.footprint is not null and r ->> 'rule' = 'R05'`);
		expect(rows).toEqual([{ status: 'pass', reason: null }]);
	});

	test('lets its people in with the password of this installation, in their role', async () => {
		const password = knownPassword(p.config) ?? '';
		expect(password).toMatch(/^demo-.{8,}$/);
		for (const username of ['utility_planner_gas', 'auditor']) {
			const { token } = await signIn(p, { username, password, ip: '127.0.0.1' });
			const actor = await actorOfToken(p, token);
			expect(actor?.assignments.map((a) => a.role)).toEqual([username.replace('_gas', '')]);
			expect(actor?.mustChangePassword ?? false).toBe(false);
		}
	});
});

describe('loaded again', () => {
	// In one loading, for it takes long: what was changed lies in other layers than what is compared.
	test('the same town changes nothing; what is no longer part of it goes, and what was changed by hand is put right', async () => {
		const state = () =>
			value(`select md5(string_agg(x::text, '|' order by x::text)) from (
				select id, updated_at::text from parcels union all select id, updated_at::text from utilities_gas
				union all select id, version::text from dig union all select id, changed_at::text from dig_clash
				union all select id, updated_at::text from unit union all select id, updated_at::text from fibre_areas union all select id, name_ar from person) x`);
		await p.pool.query(
			`update streets set name_ar = 'غلط' where source = 'demo' and source_id = 'street-001'`
		);
		await p.pool.query(`insert into places (source, source_id, geom)
			values ('demo', 'gone', st_setsrid(st_makepoint(491000, 888000), 22992))`);
		const before = await state();
		await loadDemo(p, { today: day });
		expect(await state()).toBe(before);
		expect(await value(`select name_ar from streets where source_id = 'street-001'`)).not.toBe('غلط');
		expect(await value(`select count(*) from places where source_id = 'gone'`)).toBe('0');
	});

	test('at the next start nothing is loaded, and the accounts are told', async () => {
		const loads = `select count(*) from audit_log where action = 'demo.loaded'`;
		const before = await value(loads);
		const lines = await ensureDemo(p);
		expect(await value(loads)).toBe(before);
		expect(lines.join('\n')).toContain(knownPassword(p.config));
		expect(lines.join('\n')).toContain('utility_planner_gas');
	});
});

test('where it is not wanted nothing is loaded', async () => {
	const other = await testPlatform({ env: { DIWAN_DEMO: '0' } });
	try {
		await expect(loadDemo(other)).rejects.toMatchObject({ code: 'demo_refused' });
		expect(await ensureDemo(other)).toEqual([]);
		expect((await other.pool.query('select count(*) from person')).rows[0].count).toBe('0');
	} finally {
		await other.close();
	}
});
