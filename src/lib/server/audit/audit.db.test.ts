import type { PoolClient } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeCtx } from '#lib/server/context.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { aPerson, signedIn, someUnits } from '../../../../tests/builders/people.ts';
import { testPlatform, type TestPlatform } from '../../../../tests/db/support.ts';
import { anchorAudit, listAudit, verifyAudit } from './index.ts';

let p: TestPlatform;

beforeAll(async () => {
	p = await testPlatform();
});
afterAll(() => p.close());

/** Somebody with all rights in the database, who first puts the guards away. */
async function attack(work: (db: PoolClient) => Promise<unknown>): Promise<void> {
	const client = await p.pool.connect();
	try {
		await client.query('begin');
		await client.query('alter table audit_log disable trigger user');
		await work(client);
		await client.query('alter table audit_log enable trigger user');
		await client.query('commit');
	} catch (error) {
		await client.query('rollback');
		throw error;
	} finally {
		client.release();
	}
}

/** Forges a row's hash as the log itself computes it, then carries the chain on to its end. */
const REHASH = `do $$
	declare r audit_log; before bytea := decode(repeat('00', 32), 'hex');
	begin
		for r in select * from audit_log where chain = 3 order by seq loop
			r.prev_hash := before;
			r.hash := audit_row_hash(r);
			update audit_log set prev_hash = r.prev_hash, hash = r.hash where chain = r.chain and seq = r.seq;
			before := r.hash;
		end loop;
	end $$`;

describe('the audit log shows', () => {
	beforeEach(async () => {
		await attack((db) => db.query('delete from audit_log'));
		// A known chain: the trigger's own choice of chain is replaced for these rows only.
		await attack(async (db) => {
			await db.query(`insert into audit_log (chain, seq, at, actor_kind, action, subject_type, subject_id, detail)
				select 3, i, timestamptz '2026-11-01 08:00Z' + i * interval '1 hour', 'system', 'test.done', 'thing',
					i::text, jsonb_build_object('fee', i) from generate_series(1, 200) i`);
			await db.query(REHASH);
		});
		expect(await verifyAudit(p.pool)).toEqual({ ok: true, rows: 200, bad: [] });
	});

	const found = async (anchor?: string) => (await verifyAudit(p.pool, anchor ? { anchor } : {})).bad;

	test('an edit', async () => {
		await attack((db) => db.query(`update audit_log set detail = '{"fee": 0}' where seq = 77`));
		expect(await found()).toEqual([{ chain: 3, seq: 77, reason: 'edited' }]);
	});

	test('an edit whose own hash was made to fit', async () => {
		await attack((db) =>
			db.query(`update audit_log a set detail = '{"fee": 0}' where seq = 77;
				update audit_log a set hash = audit_row_hash(a) where seq = 77`)
		);
		expect(await found()).toEqual([{ chain: 3, seq: 78, reason: 'unlinked' }]);
	});

	test('an edit covered by a forged hash function', async () => {
		await attack((db) => db.query(`update audit_log set detail = '{"fee": 0}' where seq = 77`));
		const { rows } = await p.pool.query(`select pg_get_functiondef('audit_row_hash'::regproc) as def`);
		await p.pool.query(`create or replace function audit_row_hash(r audit_log) returns bytea immutable
			language sql as $$ select r.hash $$`);
		expect(await found()).toEqual([{ chain: 3, seq: 77, reason: 'edited' }]);
		await p.pool.query(rows[0].def);
	});

	test('back-dating, and a forged row appended with an old date', async () => {
		await attack((db) => db.query(`update audit_log set at = at - interval '3 days' where seq = 120`));
		expect(await found()).toEqual([{ chain: 3, seq: 120, reason: 'edited' }]);
		await attack(async (db) => {
			await db.query(`update audit_log set at = at + interval '3 days' where seq = 120`);
			await db.query(`insert into audit_log (chain, seq, at, actor_kind, action, subject_type, subject_id)
				values (3, 201, '2026-11-02 08:00Z', 'system', 'test.done', 'thing', 'x')`);
			await db.query(REHASH);
		});
		expect(await found()).toEqual([{ chain: 3, seq: 201, reason: 'backdated' }]);
	});

	test('a deletion, also of the first row', async () => {
		await attack((db) => db.query(`delete from audit_log where seq = 50`));
		expect(await found()).toEqual([{ chain: 3, seq: 51, reason: 'missing' }]);
		await attack((db) => db.query(`delete from audit_log where seq = 1`));
		expect(await found()).toEqual([{ chain: 3, seq: 2, reason: 'missing' }]);
	});

	test('a swap of two rows', async () => {
		await attack(async (db) => {
			await db.query(`update audit_log set seq = -1 where seq = 60`);
			await db.query(`update audit_log set seq = 60 where seq = 61`);
			await db.query(`update audit_log set seq = 61 where seq = -1`);
		});
		expect(await found()).toEqual([{ chain: 3, seq: 60, reason: 'unlinked' }]);
	});

	test('a cut-off end, to who holds an anchor', async () => {
		const anchor = await anchorAudit(p.pool);
		await attack((db) => db.query(`delete from audit_log where seq > 190`));
		expect(await found()).toEqual([]);
		expect(await found(anchor)).toEqual([{ chain: 3, seq: 191, reason: 'truncated' }]);
		await attack((db) => db.query('delete from audit_log'));
		expect(await found(anchor)).toEqual([{ chain: 3, seq: 1, reason: 'truncated' }]);
	});

	test('a complete rewriting, to who holds an anchor', async () => {
		const anchor = await anchorAudit(p.pool);
		await attack(async (db) => {
			await db.query(`update audit_log set detail = '{"fee": 0}' where seq = 77`);
			await db.query(REHASH);
		});
		expect(await found()).toEqual([]);
		expect(await found(anchor)).toEqual([{ chain: 3, seq: 200, reason: 'rewritten' }]);
	});

	test('nothing wrong when it only grew since the anchor', async () => {
		const anchor = await anchorAudit(p.pool);
		const ctx = makeCtx(p, { actor: SYSTEM });
		for (let i = 0; i < 20; i++)
			await ctx.transaction((tx) => tx.audit('test.more', { type: 'thing', id: String(i) }));
		expect(await verifyAudit(p.pool, { anchor })).toEqual({ ok: true, rows: 220, bad: [] });
	});

	test('that an anchor was altered or mistyped', async () => {
		const anchor = await anchorAudit(p.pool);
		expect(anchor).toMatch(/^diwan-audit-1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ 3:200:[0-9a-f]{8} [0-9a-f]{64}$/);
		expect(anchor.length).toBeLessThan(400);
		const lastDigit = anchor.endsWith('0') ? '1' : '0';
		expect(await found(anchor.slice(0, -1) + lastDigit)).toMatchObject([{ reason: 'rewritten' }]);
		expect(await found(`  ${anchor.replaceAll(' ', '\n ')}\n`)).toEqual([]);
		for (const wrong of ['', 'hello', anchor.slice(0, -1), anchor.replace('3:200', '9:200')])
			await expect(verifyAudit(p.pool, { anchor: wrong })).rejects.toMatchObject({ code: 'invalid_input' });
	});
});

describe('writing', () => {
	test('at the same time from many sides keeps every chain whole', async () => {
		await attack((db) => db.query('delete from audit_log'));
		const ctx = makeCtx(p, { actor: SYSTEM });
		await Promise.all(
			Array.from({ length: 120 }, (_, i) =>
				ctx.transaction(async (tx) => {
					await tx.audit('test.first', { type: 'thing', id: String(i) });
					await tx.audit('test.second', { type: 'thing', id: String(i) });
				})
			)
		);
		expect(await verifyAudit(p.pool)).toEqual({ ok: true, rows: 240, bad: [] });
	});

	test('is undone with the change it belongs to', async () => {
		const before = (await verifyAudit(p.pool)).rows;
		const ctx = makeCtx(p, { actor: SYSTEM });
		const failing = ctx.transaction(async (tx) => {
			await tx.audit('test.undone', { type: 'thing', id: '1' });
			throw new Error('changed my mind');
		});
		await expect(failing).rejects.toThrow('changed my mind');
		expect(await verifyAudit(p.pool)).toEqual({ ok: true, rows: before, bad: [] });
	});

	test('cannot be taken back, not even by the owner without putting the guard away', async () => {
		for (const text of [`update audit_log set action = 'x'`, 'delete from audit_log', 'truncate audit_log'])
			await expect(p.pool.query(text), text).rejects.toThrow(/append-only/);
		await p.pool.query(`insert into audit_log (chain, seq, at, actor_kind, action, subject_type, subject_id)
			values (0, 999999, '2001-01-01', 'system', 'test.forged', 'thing', 'x')`);
		expect((await verifyAudit(p.pool)).ok).toBe(true);
	});
});

describe('the list', () => {
	test('is for the auditor and the administrator, filtered, newest first, page by page', async () => {
		await someUnits(p);
		await aPerson(p, 'auditor', [{ role: 'auditor', unit: 'gov' }]);
		await aPerson(p, 'clerk', [{ role: 'window_clerk', unit: 'east' }]);
		const auditor = await signedIn(p, 'auditor');
		await expect(listAudit(await signedIn(p, 'clerk'))).rejects.toMatchObject({ code: 'forbidden' });
		const all = await listAudit(auditor, { action: 'test.', limit: 500 });
		const paged = [];
		let cursor: string | null = null;
		do {
			const page: Awaited<ReturnType<typeof listAudit>> = await listAudit(auditor, {
				action: 'test.',
				limit: 37,
				...(cursor ? { cursor } : {})
			});
			paged.push(...page.entries);
			cursor = page.next;
		} while (cursor);
		expect(paged).toEqual(all.entries);
		expect(all.entries.length).toBeGreaterThan(200);
		const mine = await listAudit(auditor, { actor: 'Auditor', action: 'session' });
		expect(mine.entries[0]).toMatchObject({
			username: 'auditor',
			action: 'session.opened',
			unitNameEn: 'Trial Governorate'
		});
		const today = new Date().toISOString().slice(0, 10);
		expect((await listAudit(auditor, { to: '2020-01-01' })).entries).toEqual([]);
		expect((await listAudit(auditor, { from: today, limit: 1 })).entries).toHaveLength(1);
	});
});
