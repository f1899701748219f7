import { afterAll, beforeAll, expect, test } from 'vitest';
import { aDepartment, type Department } from '../../../../../../tests/builders/department.ts';
import { evenness } from '../../../../../../tests/builders/chi-square.ts';
import { REAL, testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { drawAgain } from '../../rules/index.ts';

const DRAWN = 10_000;
/** Numbers of reviewers; the function is the same in both databases. */
const REVIEWERS = REAL ? [2, 3, 7, 10] : [7];
/** Whole draws, each by its trigger; more by DIWAN_DRAWS=10000, which holds the days' own seeds to be even as well. */
const WHOLE = Number(process.env.DIWAN_DRAWS ?? (REAL ? 150 : 50));

let p: TestPlatform;
let house: Department;

beforeAll(async () => {
	p = await testPlatform();
	house = await aDepartment(p);
});
afterAll(() => p.close());

test('chances are known ones: the table of chi-square', () => {
	expect(evenness([10, 10, 10])).toBeCloseTo(1, 9);
	// Nine degrees of freedom: 21.666 is where one in a hundred begins; one degree: 6.635.
	expect(evenness([50 + Math.sqrt(6.635 * 25), 50 - Math.sqrt(6.635 * 25)])).toBeCloseTo(0.01, 4);
	const nine = Math.sqrt((21.666 * 1000) / 90);
	expect(evenness([1000 + 9 * nine, ...Array.from({ length: 9 }, () => 1000 - nine)])).toBeCloseTo(0.01, 4);
});

test(`${DRAWN} references fall evenly on ten reviewers, of each number of reviewers, and anybody computes the same`, async () => {
	for (const count of REVIEWERS) {
		const candidates = Array.from({ length: count }, (_, i) => String(100 + i * 37));
		// The same seeds each time: what chance alone may do once in a hundred runs is no failure.
		const { rows } = await p.pool.query<{ reference: string; seed: string; picked: string }>(
			`select reference, encode(seed, 'hex') as seed, permit_pick(seed, reference, 1, $2::bigint[])::text as picked
			from generate_series(1, $1::int) i, lateral (select 'BP-2026-' || lpad(i::text, 6, '0') as reference,
				sha256(convert_to('day ' || i / 50, 'UTF8')) as seed) as drawn`,
			[DRAWN, candidates]
		);
		const times = new Map(candidates.map((id) => [id, 0]));
		for (const { picked } of rows) times.set(picked, times.get(picked)! + 1);
		expect(evenness([...times.values()]), `of ${count}: ${[...times.values()].join(', ')}`).toBeGreaterThan(
			0.01
		);
		for (const { picked, ...drawn } of rows)
			expect(await drawAgain({ ...drawn, n: 1, candidates })).toBe(picked);
	}
});

test(`${WHOLE} draws of the database are the same person when they are computed again`, async () => {
	const { rows } = await p.pool.query<{ id: string }>(
		`insert into permit_seed (day) values ('2026-11-19') on conflict do nothing returning day::text as id`
	);
	expect(rows).toHaveLength(1);
	const client = await p.pool.connect();
	try {
		await client.query('begin');
		await client.query(
			`select set_config('diwan.kind', 'system', true), set_config('diwan.now', '2026-11-19T09:00:00Z', true)`
		);
		// Cases without their past: the draw looks at what they ask for alone.
		await client.query(`set local session_replication_role = replica`);
		await client.query(
			`insert into permit (reference, kind, state, unit_id, channel, applied_on, geom, facts, created_at, updated_at)
			select 'BP-2026-' || lpad(i::text, 6, '0'), 'new', 'accepted', $2, 'window', '2026-11-19',
				st_multi(st_makeenvelope(511000, 943000, 511020, 943020, 22992)), '{}', now(), now()
			from generate_series(1, $1::int) i`,
			[WHOLE, house.unitId]
		);
		await client.query(`set local session_replication_role = origin`);
		await client.query(
			`insert into permit_draw (permit_id, day, at) select id, '2026-11-19', '2026-11-19T09:00:00Z' from permit order by id`
		);
		const { rows: draws } = await client.query<{
			reference: string;
			n: number;
			seed: string;
			candidates: string[];
			picked: string;
		}>(`select p.reference, d.n, encode(s.seed, 'hex') as seed, d.candidates::text[], d.picked::text
			from permit_draw d join permit p on p.id = d.permit_id join permit_seed s on s.day = d.day`);
		expect(draws).toHaveLength(WHOLE);
		const times = new Map<string, number>();
		for (const { picked, ...drawn } of draws) {
			expect(await drawAgain(drawn)).toBe(picked);
			expect(drawn.candidates).toHaveLength(3);
			times.set(picked, (times.get(picked) ?? 0) + 1);
		}
		expect(times.size).toBe(3);
		const chance = evenness([...times.values()]);
		if (process.env.DIWAN_DRAWS) console.log(`${WHOLE} draws by the seed of a day: p = ${chance}`);
		// A seed is made by chance: less than this happens once in a hundred thousand days.
		expect(chance).toBeGreaterThan(process.env.DIWAN_DRAWS ? 0.01 : 0.00001);
		await client.query('rollback');
	} finally {
		client.release();
	}
}, 600_000);
