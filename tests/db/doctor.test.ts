import { randomBytes } from 'node:crypto';
import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openPool } from '#lib/server/db/database.ts';
import { examine } from '#lib/server/db/examine.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import { MIGRATIONS } from '#lib/server/platform.ts';
import { emptyDatabase, REAL, testPlatform, type TestPlatform } from './support.ts';

test('a healthy database has nothing wrong', async () => {
	const p = await testPlatform();
	const findings = await examine(p.pool, { migrations: MIGRATIONS, embedded: p.embedded });
	expect(findings.filter((f) => !f.ok && f.severity === 'error')).toEqual([]);
	expect(findings.find((f) => f.check === 'letters')).toMatchObject({ ok: true });
	expect(findings.map((f) => f.check)).toContain('extension postgis');
	await p.close();
});

describe('a schema that is not ours', () => {
	let p: TestPlatform;
	let folder: string;
	beforeEach(async () => {
		p = await testPlatform();
		await migrate(p.pool, { folder: MIGRATIONS });
		folder = mkdtempSync(path.join(os.tmpdir(), 'diwan-migrations-'));
		cpSync(MIGRATIONS, folder, { recursive: true });
	});
	afterEach(async () => {
		await p.close();
		rmSync(folder, { recursive: true, force: true });
	});
	const schema = async () =>
		(await examine(p.pool, { migrations: folder, embedded: p.embedded })).filter((f) => f.check === 'schema');

	test('a changed file and one of a newer version are named', async () => {
		const [first = '', last = ''] = [readdirSync(folder).sort()[0], readdirSync(folder).sort().at(-1)];
		appendFileSync(path.join(folder, first), '-- another word');
		rmSync(path.join(folder, last));
		const found = await schema();
		expect(found.every((f) => !f.ok && f.severity === 'error')).toBe(true);
		const [newer, changed] = found;
		expect(newer?.found).toContain(last);
		expect(newer?.advice).toContain('newer than the program');
		expect(changed?.found).toContain(first);
		expect(changed?.advice).toContain('Put the file back');
		expect(found).toHaveLength(2);
	});

	test('a dropped table and what went with an extension are named, also after a later migration', async () => {
		expect(await schema()).toMatchObject([{ ok: true, found: 'up to date' }]);
		await p.pool.query('drop table layer_grid cascade; drop extension pg_trgm cascade');
		writeFileSync(
			path.join(folder, '20300101T0000_later.sql'),
			'create table later_one (id int); drop table paving cascade'
		);
		await migrate(p.pool, { folder });
		const [missing, ...others] = await schema();
		expect(others).toEqual([]);
		expect(missing).toMatchObject({ ok: false, severity: 'error' });
		expect(missing?.found).toContain('table public.layer_grid');
		expect(missing?.found).toMatch(/index public\.\w+/);
		expect(missing?.found).not.toMatch(/later_one|table public\.paving|column public\.layer_grid/);
		expect(missing?.advice).toContain('restore the database from a backup');
		const all = await examine(p.pool, { migrations: folder, embedded: p.embedded });
		expect(all.find((f) => f.check === 'extension pg_trgm')?.advice).toContain('backup');
		await p.pool.query('drop table later_one');
		expect((await schema())[0]?.found).toContain('table public.later_one');
	});
});

describe.skipIf(!REAL)('a real server', () => {
	const weak = `weak_${randomBytes(4).toString('hex')}`;
	let empty: Awaited<ReturnType<typeof emptyDatabase>>;
	let admin: pg.Client;
	beforeAll(async () => {
		empty = await emptyDatabase();
		admin = new pg.Client({ connectionString: empty.env.DATABASE_URL });
		await admin.connect();
		await admin.query(`create role ${weak} login`);
	});
	afterAll(async () => {
		await admin.query(`drop owned by ${weak}; drop role ${weak}`);
		await admin.end();
		await empty.drop();
	});

	test('an empty database lacks extensions and schema, and each finding says what to do', async () => {
		const pool = new pg.Pool({ connectionString: empty.env.DATABASE_URL });
		const findings = await examine(pool, { migrations: MIGRATIONS, embedded: false });
		await pool.end();
		const wrong = findings.filter((f) => !f.ok && f.severity === 'error');
		expect(wrong.map((f) => f.check)).toEqual(expect.arrayContaining(['extension postgis', 'schema']));
		for (const f of wrong) expect(f.advice, f.check).toMatch(/\w{4}/);
	});

	test('a database that knows no Arabic letters is warned of, with the command for a better one', async () => {
		const name = `letters_${weak}`;
		await admin.query(
			`create database ${name} encoding 'UTF8' lc_collate 'C' lc_ctype 'C' template template0`
		);
		const url = new URL(empty.env.DATABASE_URL!);
		url.pathname = name;
		const pool = openPool({ connectionString: url.href });
		const findings = await examine(pool, { migrations: MIGRATIONS, embedded: false });
		await pool.end();
		await admin.query(`drop database ${name} with (force)`);
		const letters = findings.find((f) => f.check === 'letters');
		expect(letters).toMatchObject({ ok: false, severity: 'warning' });
		expect(letters?.advice).toContain("lc_ctype 'C.UTF-8'");
	});

	test('a user without rights is told which grants are missing', async () => {
		const url = new URL(empty.env.DATABASE_URL!);
		url.username = weak;
		const pool = openPool({ connectionString: url.href });
		const findings = await examine(pool, { migrations: MIGRATIONS, embedded: false });
		await pool.end();
		const rights = findings.find((f) => f.check === 'rights');
		expect(rights).toMatchObject({ ok: false, found: 'may not create tables' });
		expect(rights?.advice).toContain(`grant create on schema public to "${weak}"`);
	});
});
