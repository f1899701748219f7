import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCtx } from '#lib/server/context.ts';
import { openFeed, type Change } from '#lib/server/events/feed.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { testPlatform, type TestPlatform } from './support.ts';

let p: TestPlatform;
beforeAll(async () => {
	p = await testPlatform();
});
afterAll(() => p.close());

const point = (e: number, n: number) => `SRID=22992;POINT(${e} ${n})`;

/** Waits until the predicate holds or two seconds are over: the promise made to people who look at a map. */
async function within2s(done: () => boolean): Promise<boolean> {
	for (const until = Date.now() + 2000; Date.now() < until;) {
		if (done()) return true;
		await new Promise((r) => setTimeout(r, 20));
	}
	return done();
}

test('a write of another instance arrives with its layer, ids and box within two seconds', async () => {
	const other = await openFeed(p.pool, { listen: !p.embedded });
	const seen: Change[] = [];
	other.subscribe((c) => seen.push(c));
	await makeCtx(p, { actor: SYSTEM }).transaction(async (tx) => {
		await tx.db
			.insertInto('schools')
			.values({ source: 'test', source_id: 'a', name_ar: 'مدرسة', geom: point(512_000, 943_000) })
			.execute();
	});
	expect(await within2s(() => seen.length > 0)).toBe(true);
	expect(seen[0]).toMatchObject({ topic: 'layer:schools', payload: { op: 'insert', rows: 1 } });
	expect(seen[0]?.keys).toHaveLength(1);
	expect(seen[0]?.box?.[0]).toBeGreaterThan(3_300_000);
	await other.close();
});

test('a change that was rolled back is never told', async () => {
	const seen: Change[] = [];
	const stop = p.feed.subscribe((c) => seen.push(c));
	await expect(
		makeCtx(p, { actor: SYSTEM }).transaction(async (tx) => {
			await tx.announce('rolled-back');
			throw new Error('changed my mind');
		})
	).rejects.toThrow('changed my mind');
	await makeCtx(p, { actor: SYSTEM }).transaction((tx) => tx.announce('kept', ['1'], { why: 'test' }));
	expect(await within2s(() => seen.some((c) => c.topic === 'kept'))).toBe(true);
	expect(seen.map((c) => c.topic)).not.toContain('rolled-back');
	stop();
});

test.skipIf(!process.env.TEST_DATABASE_URL)(
	'a change whose id is smaller but which commits later is told too',
	async () => {
		const seen: string[] = [];
		const stop = p.feed.subscribe((c) => seen.push(c.topic));
		const slow = await p.pool.connect();
		await slow.query('begin');
		await slow.query(`insert into change_event (topic) values ('slow')`);
		await p.pool.query(`insert into change_event (topic) values ('fast')`);
		expect(await within2s(() => seen.includes('fast'))).toBe(true);
		await slow.query('commit');
		slow.release();
		expect(await within2s(() => seen.includes('slow'))).toBe(true);
		expect(seen.filter((t) => t === 'fast')).toHaveLength(1);
		stop();
	}
);

test.skipIf(!process.env.TEST_DATABASE_URL)(
	'a change that commits after very many others is told too, also to who began meanwhile',
	async () => {
		const slow = await p.pool.connect();
		await slow.query('begin');
		await slow.query(`insert into change_event (topic) values ('slow')`);
		const tell = () =>
			p.pool.query(`insert into change_event (topic) select 'many' from generate_series(1, 700)`);
		await tell();
		const late = await openFeed(p.pool, { listen: true });
		const [seen, heard]: [string[], string[]] = [[], []];
		const stop = p.feed.subscribe((c) => seen.push(c.topic));
		late.subscribe((c) => heard.push(c.topic));
		await tell();
		const many = (topics: string[]) => topics.filter((t) => t === 'many').length >= 700;
		expect(await within2s(() => many(seen) && many(heard))).toBe(true);
		await slow.query('commit');
		slow.release();
		expect(await within2s(() => seen.includes('slow') && heard.includes('slow'))).toBe(true);
		stop();
		await late.close();
	}
);

test.skipIf(!process.env.TEST_DATABASE_URL)(
	'after the listening connection broke the feed says so, comes back and has missed nothing',
	async () => {
		const seen: string[] = [];
		const stop = p.feed.subscribe((c) => seen.push(c.topic));
		await p.pool.query(
			`select pg_terminate_backend(pid) from pg_stat_activity
		where datname = current_database() and query ilike 'listen%' and pid <> pg_backend_pid()`
		);
		await p.pool.query(`insert into change_event (topic) values ('while-deaf')`);
		expect(await within2s(() => seen.includes('while-deaf') && p.feed.healthy())).toBe(true);
		stop();
	}
);

test.skipIf(!process.env.TEST_DATABASE_URL)(
	'many commits of one instance wake the others a few times, and nothing is missed',
	async () => {
		const other = await openFeed(p.pool, { listen: true });
		const seen: string[] = [];
		other.subscribe((c) => seen.push(c.topic));
		const ear = await p.pool.connect();
		let woken = 0;
		ear.on('notification', () => woken++);
		await ear.query('listen diwan_change');
		const ctx = makeCtx(p, { actor: SYSTEM });
		const topics = Array.from({ length: 60 }, (_, i) => `many-${i}`);
		for (const topic of topics) await ctx.transaction((tx) => tx.announce(topic));
		expect(await within2s(() => topics.every((topic) => seen.includes(topic)))).toBe(true);
		expect(woken).toBeGreaterThan(0);
		expect(woken).toBeLessThan(topics.length / 2);
		// What is written without the application wakes them with its commit.
		woken = 0;
		await p.pool.query(`insert into change_event (topic) values ('by hand')`);
		expect(await within2s(() => woken > 0 && seen.includes('by hand'))).toBe(true);
		ear.release(true);
		await other.close();
	}
);

test.skipIf(!process.env.TEST_DATABASE_URL)(
	'what an instance committed that stopped before it told is found nevertheless',
	async () => {
		const other = await openFeed(p.pool, { listen: true });
		const seen: string[] = [];
		other.subscribe((c) => seen.push(c.topic));
		const stopped = await p.pool.connect();
		await stopped.query('begin');
		await stopped.query(`select set_config('diwan.tells', 'after', true)`);
		await stopped.query(`insert into change_event (topic) values ('untold')`);
		await stopped.query('commit');
		stopped.release();
		expect(await within2s(() => seen.includes('untold'))).toBe(true);
		await other.close();
	}
);
