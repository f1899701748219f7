import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { startEmbedded } from '#lib/server/db/embedded.ts';
import { readHolder } from '#lib/server/db/lock.ts';
import { ROOT } from '#lib/server/root.ts';
import { copyEmptyEmbedded, REAL } from './support.ts';

const folders: string[] = [];
const children: ChildProcess[] = [];
const folder = () => {
	const f = mkdtempSync(path.join(os.tmpdir(), 'diwan-test-'));
	folders.push(f);
	return f;
};
const usedFolder = async () => {
	const f = folder();
	await copyEmptyEmbedded(f);
	return f;
};
afterEach(() => {
	for (const c of children.splice(0)) c.kill('SIGKILL');
	for (const f of folders.splice(0))
		rmSync(f, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
});

/** A process that holds the folder and writes numbered rows, telling each one that was acknowledged. */
async function writer(dataDir: string): Promise<{ process: ChildProcess; acknowledged: number[] }> {
	const child = fork(path.join(ROOT, 'tests/db/embedded-writer.ts'), [dataDir], { stdio: 'inherit' });
	children.push(child);
	const acknowledged: number[] = [];
	child.on('message', (n) => acknowledged.push(n as number));
	await new Promise((resolve) => child.once('message', resolve));
	return { process: child, acknowledged };
}

// The real server brings its own crash safety; this is about ours.
describe.skipIf(REAL)('the embedded database', () => {
	test('loses no acknowledged write when application and database are killed, and recovers the stale lock', async () => {
		const dataDir = await usedFolder();
		const { process: app, acknowledged } = await writer(dataDir);
		while (acknowledged.length < 200) await new Promise((r) => setTimeout(r, 20));
		process.kill(readHolder(dataDir)!.childPid, 'SIGKILL');
		app.kill('SIGKILL');
		await new Promise((r) => app.once('exit', r));
		const embedded = await startEmbedded(dataDir);
		const client = new pg.Client(embedded.connection);
		await client.connect();
		const { rows } = await client.query<{ n: number }>('select n from written order by n');
		await client.end();
		await embedded.stop();
		const there = new Set(rows.map((r) => r.n));
		expect(acknowledged.filter((n) => !there.has(n))).toEqual([]);
		expect(there.size).toBe(rows.length);
	});

	test('is started again when it alone is killed; nothing acknowledged is lost', async () => {
		const dataDir = await usedFolder();
		const embedded = await startEmbedded(dataDir);
		const pool = new pg.Pool({ ...embedded.connection, max: 1 });
		pool.on('error', () => undefined);
		await pool.query('create table written (n int primary key)');
		const acknowledged: number[] = [];
		let failed = 0;
		for (let n = 1; n <= 200; n++) {
			if (n % 100 === 50) process.kill(readHolder(dataDir)!.childPid, 'SIGKILL');
			try {
				await pool.query('insert into written values ($1)', [n]);
				acknowledged.push(n);
			} catch {
				failed++;
				await new Promise((resolve) => setTimeout(resolve, 100));
			}
		}
		await expect
			.poll(
				() =>
					pool.query('select 1').then(
						(r) => r.rowCount,
						() => 0
					),
				{ timeout: 30_000, interval: 200 }
			)
			.toBe(1);
		const { rows } = await pool.query<{ n: number }>('select n from written order by n');
		await pool.end();
		await embedded.stop();
		const there = new Set(rows.map((r) => r.n));
		expect(failed).toBeGreaterThan(0);
		expect(acknowledged.length).toBeGreaterThan(50);
		expect(acknowledged.filter((n) => !there.has(n))).toEqual([]);
		expect(there.size).toBe(rows.length);
		expect(readHolder(dataDir)).toBeUndefined();
	});

	test('a second start on the same folder says who holds it; a command shares it', async () => {
		const dataDir = await usedFolder();
		const { process: app } = await writer(dataDir);
		await expect(startEmbedded(dataDir)).rejects.toMatchObject({
			code: 'already_running',
			params: { folder: dataDir, pid: app.pid }
		});
		const shared = await startEmbedded(dataDir, { share: true });
		const client = new pg.Client(shared.connection);
		await client.connect();
		expect((await client.query('select count(*)::int > 0 as any from written')).rows[0]).toEqual({
			any: true
		});
		await client.end();
	});

	test('an unreadable lock does not lock anybody out', async () => {
		const dataDir = folder();
		writeFileSync(path.join(dataDir, 'database.lock'), '{ half');
		const embedded = await startEmbedded(dataDir);
		expect(readHolder(dataDir)?.pid).toBe(process.pid);
		await embedded.stop();
		expect(readHolder(dataDir)).toBeUndefined();
	});
});
