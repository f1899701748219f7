import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bruteForcePairs, type Pair } from '../../../../../tests/builders/brute-force-pairs.ts';
import { aHolder, type Holder } from '../../../../../tests/builders/planners.ts';
import { randomDigs } from '../../../../../tests/builders/random-digs.ts';
import { REAL, testPlatform, type TestPlatform } from '../../../../../tests/db/support.ts';
import { CLASH_RULES, type Clash, type ClashRule } from '../rules/index.ts';
import { keepStreets } from './clashes.ts';
import { checkDig, importDigs, listClashes } from './index.ts';

const startOf = (id: string) => String(works.find((w) => w.source_id === id)?.start);
let p: TestPlatform;
let coordinator: Holder;
/** The embedded database is as exact, and slower. */
const COUNT = REAL ? 2000 : 1000;
const works = [...randomDigs({ count: COUNT, seed: 7, side: 2500 * Math.sqrt(COUNT / 2000) })];
const [EAST, NORTH] = [500_000, 930_000];
const sections: GeoJSON.LineString[] = Array.from({ length: 60 }, (_, k) => {
	const along = (k % 10) * 250;
	const across = Math.floor(k / 10) * 400;
	const at = (x: number, y: number) => [EAST + x, NORTH + y];
	return { type: 'LineString', coordinates: [at(along, across), at(along + 240, across + 5)] };
});
/** The rules of place and time; detours, lines and the road graph have their own tests. */
const OF_PLACE = CLASH_RULES.filter((rule) => rule !== 'C5' && rule !== 'C9');
const TODAY = '2026-12-20';
const world = { sections, today: TODAY };
const truth = bruteForcePairs(works, world);
const source = 'town-office.geojson';

beforeAll(async () => {
	p = await testPlatform();
	coordinator = await aHolder(p, 'centre', {
		role: 'coordinator',
		now: () => new Date(`${TODAY}T09:00:00Z`)
	});
	for (const [k, line] of sections.entries())
		await p.pool.query(
			`insert into street_sections (source_id, geom)
			values ($1, st_multi(st_setsrid(st_geomfromgeojson($2), 22992)))`,
			[String(k), JSON.stringify(line)]
		);
	await importDigs(coordinator.ctx, { source, srid: 22992, rows: works });
});
afterAll(() => p.close());

async function allClashes(rule?: ClashRule): Promise<Clash[]> {
	const clashes: Clash[] = [];
	for (let cursor: string | null = null; ;) {
		const page = await listClashes(coordinator.ctx, {
			...(rule ? { rule } : {}),
			...(cursor ? { cursor } : {})
		});
		clashes.push(...page.items);
		if (!(cursor = page.next_cursor)) return clashes;
	}
}

const asPairs = (clashes: Clash[]) =>
	clashes.map((c) => ({
		rule: c.rule,
		pair: [c.a.source_id, c.b?.source_id].sort().join('+'),
		days: c.days,
		severity: c.severity,
		distance: Math.round(c.distance_m * 1e6) / 1e6
	}));
const rounded = (pairs: Iterable<Pair>) =>
	[...pairs].map((x) => ({ ...x, distance: Math.round(x.distance * 1e6) / 1e6 }));
const key = (x: { rule: string; pair: string }) => `${x.pair} ${x.rule}`;
const byPair = (a: { rule: string; pair: string }, b: { rule: string; pair: string }) =>
	key(a) < key(b) ? -1 : 1;

test.each(OF_PLACE)('%s of all works is that of a brute force over every pair', async (rule) => {
	const expected = rounded(truth.filter((t) => t.rule === rule)).sort(byPair);
	expect(expected.length).toBeGreaterThan(40);
	expect(asPairs(await allClashes(rule)).sort(byPair)).toEqual(expected);
});

test('the streets of many works, found at once, are those that each is in', async () => {
	await p.pool
		.query(`insert into streets (source_id, geom) select i::text, st_multi(st_translate(geom, 0, 60))
		from (select row_number() over () as i, geom from street_sections) s`);
	const { rows } = await p.pool.query<{ id: string }>('select id::text from dig');
	await coordinator.ctx.transaction(async ({ db }) => {
		await keepStreets(
			db,
			rows.map((r) => r.id)
		);
		const differences = await sql`with single as (
				select d.id as dig_id, s.street from dig d, lateral streets_at(d.geom, d.street, 10) as s(street)
			)
			select (select count(*)::int from single where street like 'street:%') as streets,
				(select count(*)::int from single where street like 'name:%') as names,
				(select count(*)::int from (table single except select dig_id, street from dig_street) x) as missing,
				(select count(*)::int from (select dig_id, street from dig_street except table single) x) as wrong`.execute(
			db
		);
		expect(differences.rows).toEqual([
			{ streets: expect.toSatisfy((n) => n > 0), names: expect.toSatisfy((n) => n > 0), missing: 0, wrong: 0 }
		]);
	});
	await p.pool.query('truncate streets cascade');
});

test('an offer ends with the day on which the first of the two begins', async () => {
	const later = { ...coordinator.ctx, now: () => new Date('2027-02-01T09:00:00Z') };
	const standing = truth.filter(
		(t) => t.rule === 'O1' && t.pair.split('+').every((id) => startOf(id) > '2027-02-01')
	);
	const { items } = await listClashes(later, { rule: 'O1', limit: 1000 });
	expect(
		asPairs(items)
			.map((c) => c.pair)
			.sort()
	).toEqual(
		standing
			.map((t) => t.pair)
			.sort()
			.slice(0, 1000)
	);
	expect(standing.length).toBeLessThan(truth.filter((t) => t.rule === 'O1').length);
});

test('works far apart that share only the name of a street are shown themselves, not the way between', async () => {
	const { rows } = await p.pool.query(`select count(*)::int as far,
			count(*) filter (where st_area(st_difference(c.geom,
				st_buffer(st_collect(a.geom, b.geom), 3))) > 0.001)::int as beyond,
			count(*) filter (where not st_intersects(c.geom, a.geom) or not st_intersects(c.geom, b.geom))::int as unseen
		from dig_clash c join dig a on a.id = c.dig_a join dig b on b.id = c.dig_b
		where c.rule = 'C2' and st_distance(a.geom, b.geom) > 150 and not exists (
			select from dig_street s join dig_street t using (street)
			where s.dig_id = a.id and t.dig_id = b.id and street not like 'name:%')`);
	expect(rows[0].far).toBeGreaterThan(10);
	expect(rows[0]).toMatchObject({ beyond: 0, unseen: 0 });
});

test('every overlapping piece is a surface within both zones', async () => {
	const { rows } = await p.pool.query(`select count(*)::int as odd
		from dig_clash c join dig a on a.id = c.dig_a join dig b on b.id = c.dig_b
		where not st_isvalid(c.geom) or st_area(c.geom) = 0 or c.rule <> 'C2' and (
			st_area(st_difference(c.geom, st_buffer(a.zone, 0.3))) > 0.001
			or st_area(st_difference(c.geom, st_buffer(b.zone, 0.3))) > 0.001)`);
	expect(rows[0].odd).toBe(0);
});

test('asking without a record finds for each work what is on record for it', async () => {
	for (const work of works.filter((w, i) => i % 40 === 0 && w.state !== 'cancelled')) {
		const { rows } = await p.pool.query('select reference from dig where source_id = $1', [work.source_id]);
		const { clashes } = await checkDig(coordinator.ctx, {
			geometry: work.geometry,
			crs: 'EPSG:22992',
			window: { start: work.start, end: work.end },
			promoter: work.promoter,
			category: work.category,
			carriageway: work.carriageway,
			road_works: work.road_works,
			street: work.street,
			except: rows[0].reference
		});
		const found = clashes
			.map((c) => ({
				rule: c.rule,
				pair: [String(work.source_id), c.other.source_id].sort().join('+'),
				days: c.days,
				severity: c.severity
			}))
			.sort(byPair);
		const wanted = truth
			.filter((x) => x.pair.split('+').includes(String(work.source_id)))
			.map(({ rule, pair, days, severity }) => ({ rule, pair, days, severity }));
		expect(found).toEqual(wanted.sort(byPair));
	}
});

test('the same works again change nothing; changed ones change their clashes only', async () => {
	const before = await allClashes();
	const again = await importDigs(coordinator.ctx, { source, srid: 22992, rows: works });
	expect(again).toMatchObject({ read: COUNT, inserted: 0, updated: 0, unchanged: COUNT, clashes: 0 });
	expect(await allClashes()).toEqual(before);

	const moved = works.map((w, i) => (i % 10 === 0 ? { ...w, end: w.start, carriageway: !w.carriageway } : w));
	const update = await importDigs(coordinator.ctx, { source, srid: 22992, rows: moved });
	expect(update.updated).toBe(COUNT / 10);
	const expected = rounded(bruteForcePairs(moved, world)).sort(byPair);
	const after = await allClashes();
	expect(asPairs(after).sort(byPair)).toEqual(expected);
	const ids = new Map(before.map((c) => [`${c.rule} ${c.a.id}+${c.b?.id}`, c.id]));
	for (const c of after) expect(ids.get(`${c.rule} ${c.a.id}+${c.b?.id}`) ?? c.id).toBe(c.id);
});
