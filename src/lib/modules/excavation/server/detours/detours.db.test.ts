import { afterAll, beforeAll, expect, test } from 'vitest';
import {
	bruteForceDetours,
	type C5Work,
	type Ridden
} from '../../../../../../tests/builders/brute-force-detours.ts';
import { aHolder, type Holder } from '../../../../../../tests/builders/planners.ts';
import { randomDigs, seeded } from '../../../../../../tests/builders/random-digs.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import type { Clash } from '../../rules/index.ts';
import { checkDig, importDigs, judgeOnNewTransit, listClashes } from '../index.ts';

/** A crowded quarter: nearly every work meets a line, a stop or somebody's detour. */
const SIDE = 500;
const [EAST, NORTH] = [500_000, 930_000];
const random = seeded(11);
const anywhere = () => [EAST + random() * SIDE, NORTH + random() * SIDE];
/** A bent way of so many points through the quarter. */
const way = (points: number, step: number): GeoJSON.LineString => {
	let [x = 0, y = 0] = anywhere();
	let angle = random() * 7;
	const coordinates = Array.from({ length: points }, () => {
		angle += (random() - 0.5) * 0.8;
		[x, y] = [x + Math.cos(angle) * step, y + Math.sin(angle) * step];
		return [x, y];
	});
	return { type: 'LineString', coordinates };
};
const line = (id: string, ...parts: GeoJSON.LineString[]): Ridden => ({
	id,
	stop: false,
	geometry: { type: 'MultiLineString', coordinates: parts.map((part) => part.coordinates) }
});
const RIDDEN: readonly Ridden[] = [
	line('one part', way(4, 40)),
	line('two parts', way(9, 40), way(12, 40)),
	line('longer than the pieces that lines are cut into', way(70, 15)),
	line('that will move', way(20, 30)),
	...Array.from({ length: 15 }, (_, i) => ({
		id: `stop ${i}`,
		stop: true,
		geometry: { type: 'Point' as const, coordinates: anywhere() }
	}))
];

type Work = C5Work & { key: string; reference: string; promoter: string; category: string };
let p: TestPlatform;
let coordinator: Holder;
let works: Work[];
let expected: ReturnType<typeof truth>;

beforeAll(async () => {
	p = await testPlatform();
	coordinator = await aHolder(p, 'centre', {
		role: 'coordinator',
		now: () => new Date('2026-12-20T09:00:00Z')
	});
	const rows = [...randomDigs({ count: 120, seed: 7, side: SIDE, span: 40 })];
	await importDigs(coordinator.ctx, { source: 'office', srid: 22992, rows });
	for (const one of RIDDEN) await bring(one);
	const digs = await p.pool.query<
		Omit<Work, 'detours'>
	>(`select id::text as key, source_id as id, st_asgeojson(
			case when st_numgeometries(geom) = 1 then st_geometryn(geom, 1) else geom end, 9)::jsonb as geometry,
		starts_on as start, ends_on as "end", carriageway, reference, promoter, category
		from dig where state <> 'cancelled' order by id`);
	works = digs.rows.map((row, i) => ({
		...row,
		detours: i % 8 === 0 ? Array.from({ length: 1 + (i % 3) }, () => way(7, 35)) : []
	}));
	for (const { key, detours } of works.filter((w) => w.detours.length))
		await p.pool.query(
			`with closed as (update dig set traffic_effect = 'closed' where id = $1)
			insert into dig_detour (dig_id, position, origin, geom)
			select $1, position, 'drawn', st_setsrid(st_geomfromgeojson(line), 22992)
			from unnest($2::text[]) with ordinality as given(line, position)`,
			[key, detours.map((detour) => JSON.stringify(detour))]
		);
	expected = truth(RIDDEN);
});
afterAll(() => p.close());

const bring = ({ id, stop, geometry }: Ridden) =>
	p.pool.query(
		`insert into ${stop ? 'bus_stops' : 'bus_routes'} (source, source_id, name_ar, geom)
		values ('test', $1, $1, st_setsrid(st_geomfromgeojson($2), 22992))
		on conflict (source, source_id) do update set geom = excluded.geom`,
		[id, JSON.stringify(geometry)]
	);

const truth = (things: readonly Ridden[]) =>
	bruteForceDetours(works, things)
		.map((t) => ({ ...t, distance: t.distance.toFixed(4) }))
		.sort((x, y) => (x.between < y.between ? -1 : 1));

async function onRecord(): Promise<Clash[]> {
	const clashes: Clash[] = [];
	for (let cursor: string | null = null; ;) {
		const page = await listClashes(coordinator.ctx, { rule: 'C5', ...(cursor ? { cursor } : {}) });
		clashes.push(...page.items);
		if (!(cursor = page.next_cursor)) return clashes;
	}
}

const told = (clashes: readonly Clash[]) =>
	clashes
		.map(({ a, b, transit, detours, days, distance_m }) => ({
			between: b ? [a.source_id, b.source_id].sort().join('+') : `${a.source_id}+${transit!.source_id}`,
			led: (detours?.of ?? []).map((of) => (of === 'a' ? a : b!).source_id).sort(),
			days,
			distance: distance_m.toFixed(4)
		}))
		.sort((x, y) => (x.between < y.between ? -1 : 1));

const otherRules = async () =>
	(await p.pool.query(`select count(*)::int as n from dig_clash where rule <> 'C5' and closed_at is null`))
		.rows;

test('on record C5 is that of a brute force over works, detours, lines and stops', async () => {
	const others = await otherRules();
	expect(expected.filter((t) => t.led.length > 0).length).toBeGreaterThan(40);
	expect(expected.filter((t) => t.led.length > 1).length).toBeGreaterThan(0);
	expect(expected.filter((t) => t.led.length === 0).length).toBeGreaterThan(40);
	expect(await judgeOnNewTransit(coordinator.ctx)).toBe(works.length);
	expect(told(await onRecord())).toEqual(expected);
	expect(await otherRules()).toEqual(others);
	expect(await judgeOnNewTransit(coordinator.ctx)).toBe(0);
	const odd = await p.pool.query(`select count(*)::int as odd from dig_clash c join dig a on a.id = c.dig_a
		where c.rule = 'C5' and c.met is not null and (not st_isvalid(c.geom) or st_area(c.geom) = 0
			or st_area(st_difference(c.geom, st_buffer(a.zone, 0.3))) > 0.001)`);
	expect(odd.rows[0].odd).toBe(0);
});

test('before saving it is the same', async () => {
	for (const work of works.filter((w, i) => i % 16 === 0 || i % 23 === 0)) {
		const { clashes, findings } = await checkDig(coordinator.ctx, {
			...{ geometry: work.geometry, crs: 'EPSG:22992', promoter: work.promoter, category: work.category },
			window: { start: work.start, end: work.end },
			carriageway: work.carriageway,
			traffic_effect: work.detours.length ? 'closed' : 'none',
			detours: work.detours.map((geometry) => ({ geometry })),
			except: work.reference
		});
		const found = [
			...clashes.flatMap((c) => (c.rule === 'C5' ? [[work.id, c.other.source_id].sort().join('+')] : [])),
			...findings.flatMap((f) => (f.rule === 'C5' ? [`${work.id}+${f.source_id}`] : []))
		];
		const own = expected.filter(({ between }) => between.split('+').includes(work.id));
		expect(found.sort()).toEqual(own.map((t) => t.between).sort());
	}
});

test('when a line moves and a stop goes, those who met them are judged anew; the others keep what they had', async () => {
	const before = await onRecord();
	const keyOf = (c: Clash) => `${c.a.id} ${c.b?.id} ${c.transit?.source_id}`;
	const moved = line('that will move', way(20, 30));
	await bring(moved);
	await p.pool.query(`delete from bus_stops where source_id = 'stop 3'`);
	await judgeOnNewTransit(coordinator.ctx);
	const after = await onRecord();
	const now = RIDDEN.filter((r) => r.id !== 'stop 3').map((r) => (r.id === moved.id ? moved : r));
	expect(told(after)).toEqual(truth(now));
	expect(told(after)).not.toEqual(expected);
	const known = new Map(before.map((c) => [keyOf(c), c.id]));
	for (const c of after.filter((c) => c.transit?.source_id !== moved.id))
		expect(c.id).toBe(known.get(keyOf(c)));
});
