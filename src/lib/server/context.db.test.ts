import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testPlatform } from '../../../tests/db/support.ts';
import { makeCtx, unhurried } from './context.ts';
import { KEEP, LATER } from './db/statements.ts';
import { SYSTEM } from './policy/index.ts';

test('a statement of an interactive request is stopped after its time, one that needs its time is not', async () => {
	const p = await testPlatform();
	const ctx = makeCtx(p, { statementMs: 100 });
	const slow = (by: typeof ctx) => by.read(async (db) => void (await sql`select pg_sleep(0.4)`.execute(db)));
	try {
		if (p.embedded) {
			// It cannot be interrupted, and is not asked to be.
			const shown = await ctx.read((db) => sql<{ t: string }>`show statement_timeout`.execute(db));
			expect(Object.values(shown.rows[0]!)).toEqual(['0']);
			return;
		}
		const stopped = { code: 'took_too_long', status: 503, params: { seconds: 0.1 } };
		await expect(slow(ctx)).rejects.toMatchObject(stopped);
		const writing = ctx.transaction(async ({ db }) => {
			await db.insertInto('change_event').values({ topic: 'too-late' }).execute();
			await sql`select pg_sleep(0.4)`.execute(db);
		});
		await expect(writing).rejects.toMatchObject(stopped);
		const { rows } = await p.pool.query(`select from change_event where topic = 'too-late'`);
		expect(rows).toEqual([]);
		await slow(unhurried(ctx));
		await slow(makeCtx(p));
	} finally {
		await p.close();
	}
});

test('a statement that is asked very often is planned once for a connection, with values or without', async () => {
	const p = await testPlatform();
	try {
		const kept = await makeCtx(p).read(async (db) => {
			await sql`${KEEP}select 'without' as kept`.execute(db);
			await sql`${KEEP}select ${'with'}::text as kept`.execute(db);
			await sql`select 'never' as kept`.execute(db);
			return sql<{ statement: string }>`select statement from pg_prepared_statements
				where statement like '%as kept' order by statement`.execute(db);
		});
		expect(kept.rows.map((r) => r.statement)).toEqual([
			'/* keep */ select $1::text as kept',
			"/* keep */ select 'without' as kept"
		]);
	} finally {
		await p.close();
	}
});

test('what is sent later is kept with the rest, in its order, or fails the transaction', async () => {
	const p = await testPlatform();
	const ctx = makeCtx(p, { actor: SYSTEM });
	const topics = async () =>
		(await p.pool.query(`select topic from change_event where topic like 'later-%' order by id`)).rows.map(
			(r) => r.topic
		);
	const told = (db: Parameters<Parameters<typeof ctx.read>[0]>[0], topic: string | null) =>
		sql`${LATER}insert into change_event (topic, payload) values (${topic}, '{}')`.execute(db);
	try {
		const seen = await ctx.transaction(async ({ db }) => {
			await told(db, 'later-1');
			await told(db, 'later-2');
			// What is asked next sees it already.
			const { rows } = await sql<{ n: number }>`select count(*)::int as n from change_event
				where topic like 'later-%'`.execute(db);
			await told(db, 'later-3');
			return rows[0]!.n;
		});
		expect([seen, await topics()]).toEqual([2, ['later-1', 'later-2', 'later-3']]);
		const empty = { code: '23502' };
		const before = async (db: Parameters<typeof told>[0]) => (
			await told(db, 'later-4'),
			await told(db, null)
		);
		// By the next statement, whose answer is not given; by the end of the transaction.
		await expect(
			ctx.transaction(async ({ db }) => (await before(db), sql`select 1`.execute(db)))
		).rejects.toMatchObject(empty);
		await expect(ctx.transaction(async ({ db }) => void (await before(db)))).rejects.toMatchObject(empty);
		// What was not sent when the work fails does not happen, and the connection is as good as new.
		await expect(
			ctx.transaction(async ({ db }) => {
				await told(db, 'later-5');
				throw new Error('no');
			})
		).rejects.toThrow('no');
		await expect(
			ctx.transaction(async ({ db }) => {
				await sql`select 1`.execute(db);
				await told(db, 'later-6');
				throw new Error('no');
			})
		).rejects.toThrow('no');
		expect(await topics()).toHaveLength(3);
	} finally {
		await p.close();
	}
});
