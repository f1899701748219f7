import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testPlatform } from '../../../tests/db/support.ts';
import { makeCtx, unhurried } from './context.ts';

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
