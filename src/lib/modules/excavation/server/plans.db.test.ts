import type { RawBuilder } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REAL, testPlatform, type TestPlatform } from '../../../../../tests/db/support.ts';
import { clashesQuery } from './clash-queries.ts';
import { candidatesQuery } from './clash-candidates.ts';
import { recomputeQuery } from './clashes.ts';
import { recomputeDetoursQuery } from './detours/recompute.ts';
import { neighboursQuery } from './neighbours.ts';
import { filtersOf, listQuery, ORDER } from './queries.ts';

/** On the embedded database planning is the same; making 100,000 rows there only takes time. */
describe.skipIf(!REAL)('with 100,000 digs', () => {
	/** A page each: reading them whole is the quickest way. */
	const SMALL = ['dig_rule_parameter'];
	let p: TestPlatform;
	let subject: { id: string; geom: string; zone: string };

	beforeAll(async () => {
		p = await testPlatform();
		await p.pool.query(`select setseed(0.5)`);
		await p.pool.query(`insert into unit (code, kind, name_ar, name_en, path)
			select 'u' || n, 'company', 'جهة ' || n, 'Unit ' || n, '' from generate_series(1, 12) n`);
		await p.pool
			.query(`insert into dig (reference, unit_id, title, carriageway, starts_on, ends_on, buffer_m, geom)
			select 'EX-2026-' || lpad(n::text, 6, '0'), (select min(id) from unit) + n % 12, 'حفر شارع ' || n % 977, n % 3 = 0,
				date '2020-01-01' + (random() * 2500)::int, date '2020-01-01' + 2500 + (random() * 30)::int,
				case when n % 3 = 0 then 10 else 5 end,
				st_multi(st_makeline(st_setsrid(st_makepoint(x, y), 22992), st_setsrid(st_makepoint(x + 40, y + 30), 22992)))
			from (select n, 490000 + random() * 30000 as x, 930000 + random() * 12000 as y
				from generate_series(1, 100000) n) placed`);
		await p.pool
			.query(`insert into dig_clash (rule, dig_a, dig_b, severity, distance_m, from_on, to_on, days, geom, first_seen, changed_at)
			select 'C1', a.id, a.id + 1, 'warn', 1, a.starts_on, a.starts_on, 1, a.zone, now(), now() from dig a where a.id % 10 = 0 and a.id < 99990`);
		await p.pool.query(`insert into dig_nuisance select id, id % 50 / 10.0, '{}' from dig`);
		await p.pool.query(`insert into person (username, name_ar, name_en) values ('judge', 'حكم', 'Judge')`);
		await p.pool
			.query(`insert into dig_clash_judgement (clash_id, unit_id, answer, reason, at, person_id, severity, days, area_m2)
			select c.id, (select min(id) from unit), 'yes', 'لا مانع', now(), (select min(id) from person), 'warn', 1, 1
			from dig_clash c, generate_series(1, 2)`);
		await p.pool.query(`insert into dig_street select id, 'section:' || id % 30000 from dig`);
		await p.pool.query(`insert into dig_detour (dig_id, position, origin, geom)
			select id, 1, 'drawn', st_geometryn(geom, 1) from dig where id % 20 = 0`);
		await p.pool.query(
			`insert into bus_routes (source_id, geom) select id::text, geom from dig where id % 30 = 0`
		);
		await p.pool.query('analyze');
		subject = (await p.pool.query('select id::text, geom::text, zone::text from dig where id = 5000'))
			.rows[0];
	});
	afterAll(() => p?.close());

	const plan = async (query: RawBuilder<unknown>) => {
		const { sql, parameters } = query.compile(p.db);
		const { rows } = await p.pool.query(`explain (format json) ${sql}`, [...parameters]);
		const nodes: { type: string; relation?: string; index?: string }[] = [];
		const walk = (node: Record<string, unknown>) => {
			const relation = node['Relation Name'] as string | undefined;
			const index = node['Index Name'] as string | undefined;
			nodes.push({
				type: String(node['Node Type']),
				...(relation ? { relation } : {}),
				...(index ? { index } : {})
			});
			for (const child of (node.Plans as Record<string, unknown>[] | undefined) ?? []) walk(child);
		};
		walk(rows[0]['QUERY PLAN'][0].Plan);
		return nodes;
	};
	const wholeTables = async (query: RawBuilder<unknown>) =>
		(await plan(query)).filter(
			(n) => n.type === 'Seq Scan' && n.relation?.startsWith('dig') && !SMALL.includes(n.relation)
		);

	it('a check finds its neighbours by the index on the zones', async () => {
		const query = neighboursQuery({
			geom: subject.geom,
			zone: subject.zone,
			street: null,
			buffer_m: 5,
			detours: null,
			detour_m: 5,
			reach_m: 10,
			start: '2026-12-01',
			end: '2026-12-09',
			from: '2026-09-01',
			until: '2028-12-09',
			except: null
		});
		expect(await plan(query)).toContainEqual(expect.objectContaining({ index: 'dig_zone' }));
		expect(await wholeTables(query)).toEqual([]);
	});

	it('a saved dig finds its clashes by the same index, and those that vanished by theirs', async () => {
		const query = recomputeQuery([subject.id], {
			now: new Date(),
			candidates: candidatesQuery([subject.id], 90)
		});
		expect(await plan(query)).toContainEqual(expect.objectContaining({ index: 'dig_zone' }));
		expect(await wholeTables(query)).toEqual([]);
	});

	it('a saved dig finds detours and lines by their indexes', async () => {
		const query = recomputeDetoursQuery([subject.id], {
			now: new Date(),
			reach: { detour_m: 5, transit_m: 10 }
		});
		const nodes = await plan(query);
		for (const index of ['dig_detour_geom', 'transit_piece_geom'])
			expect(nodes).toContainEqual(expect.objectContaining({ index }));
		expect(await wholeTables(query)).toEqual([]);
		expect(nodes.filter((n) => n.type === 'Seq Scan' && n.relation === 'transit_piece')).toEqual([]);
	});

	it.each(['newest', 'start'] as const)(
		'a page of the list in the order of %s reads no whole table',
		async (sort) => {
			const query = { sort, limit: 50 } as const;
			expect(await wholeTables(listQuery(filtersOf(query, []), ORDER[sort], null, 51))).toEqual([]);
		}
	);

	it('a page of one promoter, and of rare words, reads no whole table', async () => {
		const of = (fields: object) =>
			listQuery(filtersOf({ sort: 'newest', limit: 50, ...fields }, []), ORDER.newest, null, 51);
		expect(await wholeTables(of({ promoter: 'u3' }))).toEqual([]);
		const words = await plan(of({ q: 'EX-2026-004711' }));
		expect(words).toContainEqual(
			expect.objectContaining({ index: expect.stringMatching(/dig_search|dig_pkey/) })
		);
	});

	const today = '2026-11-22';
	it('the clashes of one dig, and a page of all, read no whole table', async () => {
		const one = clashesQuery({ dig: 'EX-2026-000010', limit: 200 }, { after: '0', today });
		expect(await wholeTables(one)).toEqual([]);
		expect(await wholeTables(clashesQuery({ rule: 'C1', limit: 200 }, { after: '9000', today }))).toEqual([]);
	});
});
