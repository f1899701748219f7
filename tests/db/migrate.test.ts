import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '#lib/server/config.ts';
import { migrate, pendingMigrations } from '#lib/server/db/migrate.ts';
import { MIGRATIONS, openPlatform, type Platform } from '#lib/server/platform.ts';
import { emptyDatabase } from './support.ts';

let p: Platform;
let drop: () => Promise<void>;

beforeAll(async () => {
	const empty = await emptyDatabase();
	drop = empty.drop;
	p = await openPlatform(readConfig({ LOG_LEVEL: 'error', ...empty.env }));
});
afterAll(async () => {
	await p.close();
	await drop();
});

test('an empty database is brought to the present, and a second run does nothing', async () => {
	expect(await pendingMigrations(p.pool, MIGRATIONS)).toEqual([]);
	expect(await migrate(p.pool, { folder: MIGRATIONS })).toEqual([]);
});

test('a migration that fails half-way leaves nothing behind', async () => {
	const folder = mkdtempSync(path.join(os.tmpdir(), 'diwan-migrations-'));
	writeFileSync(path.join(folder, '20300101T0000_good.sql'), 'create table good_one (id int)');
	writeFileSync(
		path.join(folder, '20300101T0001_bad.sql'),
		'create table half_done (id int); insert into no_such_table values (1)'
	);
	await expect(migrate(p.pool, { folder })).rejects.toThrow(/no_such_table/);
	const { rows } = await p.pool.query(
		`select to_regclass('good_one') is not null as good, to_regclass('half_done') is not null as half`
	);
	expect(rows[0]).toEqual({ good: true, half: false });
	expect(await pendingMigrations(p.pool, folder)).toEqual(['20300101T0001_bad.sql']);
});

test('two processes migrating at once run each file once', async () => {
	const folder = mkdtempSync(path.join(os.tmpdir(), 'diwan-migrations-'));
	writeFileSync(path.join(folder, '20300102T0000_once.sql'), 'create table ran_once (id int)');
	const runs = await Promise.all([migrate(p.pool, { folder }), migrate(p.pool, { folder })]);
	expect(runs.flat()).toEqual(['20300102T0000_once.sql']);
});

test('a migration that was changed after it ran is refused by name', async () => {
	const folder = mkdtempSync(path.join(os.tmpdir(), 'diwan-migrations-'));
	const file = path.join(folder, '20300103T0000_stable.sql');
	writeFileSync(file, 'create table stable_one (id int)');
	await migrate(p.pool, { folder });
	writeFileSync(file, 'create table stable_one (id bigint)');
	await expect(migrate(p.pool, { folder })).rejects.toMatchObject({
		code: 'database_unsuitable',
		params: { name: '20300103T0000_stable.sql' }
	});
});
