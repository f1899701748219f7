import { afterAll, beforeAll, expect, test } from 'vitest';
import { bruteForceC1, type Pair } from '../../../../../tests/builders/brute-force-c1.ts';
import { aHolder, type Holder } from '../../../../../tests/builders/planners.ts';
import { randomDigs } from '../../../../../tests/builders/random-digs.ts';
import { testPlatform, type TestPlatform } from '../../../../../tests/db/support.ts';
import type { Clash } from '../rules/index.ts';
import { checkDig, importDigs, listClashes } from './index.ts';

let p: TestPlatform;
let coordinator: Holder;
const works = [...randomDigs({ count: 2000, seed: 7, side: 2500 })];
const truth = bruteForceC1(works);
const source = 'town-office.geojson';

beforeAll(async () => {
	p = await testPlatform();
	coordinator = await aHolder(p, 'centre', {
		role: 'coordinator',
		now: () => new Date('2026-11-22T09:00:00Z')
	});
	await importDigs(coordinator.ctx, { source, srid: 22992, rows: works });
});
afterAll(() => p.close());

async function allClashes(): Promise<Clash[]> {
	const clashes: Clash[] = [];
	for (let cursor: string | null = null; ;) {
		const page = await listClashes(coordinator.ctx, { rule: 'C1', ...(cursor ? { cursor } : {}) });
		clashes.push(...page.items);
		if (!(cursor = page.next_cursor)) return clashes;
	}
}

const asPairs = (clashes: Clash[]) =>
	clashes.map((c) => ({
		pair: [c.a.source_id, c.b.source_id].sort().join('+'),
		days: c.days,
		severity: c.severity,
		distance: Math.round(c.distance_m * 1e6) / 1e6
	}));
const rounded = (pairs: Iterable<Pair>) =>
	[...pairs].map((x) => ({ ...x, distance: Math.round(x.distance * 1e6) / 1e6 }));
const byPair = (a: { pair: string }, b: { pair: string }) => (a.pair < b.pair ? -1 : 1);

test('the clashes of 2,000 works are those of a brute force over every pair', async () => {
	const expected = rounded(truth.values()).sort(byPair);
	expect(expected.length).toBeGreaterThan(500);
	expect(asPairs(await allClashes()).sort(byPair)).toEqual(expected);
});

test('every overlapping piece is a surface within both zones', async () => {
	const { rows } = await p.pool.query(`select count(*)::int as odd
		from dig_clash c join dig a on a.id = c.dig_a join dig b on b.id = c.dig_b
		where not st_isvalid(c.geom) or st_area(c.geom) = 0
			or not st_within(c.geom, st_buffer(a.zone, 0.3)) or not st_within(c.geom, st_buffer(b.zone, 0.3))`);
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
			except: rows[0].reference
		});
		const found = clashes
			.map((c) => ({
				pair: [String(work.source_id), c.other.source_id].sort().join('+'),
				days: c.days,
				severity: c.severity
			}))
			.sort(byPair);
		const wanted = [...truth.values()]
			.filter((x) => x.pair.split('+').includes(String(work.source_id)))
			.map(({ pair, days, severity }) => ({ pair, days, severity }));
		expect(found).toEqual(wanted.sort(byPair));
	}
});

test('the same works again change nothing; changed ones change their clashes only', async () => {
	const before = await allClashes();
	const again = await importDigs(coordinator.ctx, { source, srid: 22992, rows: works });
	expect(again).toMatchObject({ read: 2000, inserted: 0, updated: 0, unchanged: 2000, clashes: 0 });
	expect(await allClashes()).toEqual(before);

	const moved = works.map((w, i) => (i % 10 === 0 ? { ...w, end: w.start, carriageway: !w.carriageway } : w));
	const update = await importDigs(coordinator.ctx, { source, srid: 22992, rows: moved });
	expect(update.updated).toBe(200);
	const expected = rounded(bruteForceC1(moved).values()).sort(byPair);
	const after = await allClashes();
	expect(asPairs(after).sort(byPair)).toEqual(expected);
	const ids = new Map(before.map((c) => [`${c.a.id}+${c.b.id}`, c.id]));
	for (const c of after) expect(ids.get(`${c.a.id}+${c.b.id}`) ?? c.id).toBe(c.id);
});
