import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPool } from '#lib/server/db/database.ts';
import { examine } from '#lib/server/db/examine.ts';
import { MIGRATIONS } from '#lib/server/platform.ts';
import { emptyDatabase, REAL, testPlatform } from './support.ts';

test('a healthy database has nothing wrong', async () => {
	const p = await testPlatform();
	const findings = await examine(p.pool, { migrations: MIGRATIONS, embedded: p.embedded });
	expect(findings.filter((f) => !f.ok && f.severity === 'error')).toEqual([]);
	expect(findings.find((f) => f.check === 'letters')).toMatchObject({ ok: true });
	expect(findings.map((f) => f.check)).toContain('extension postgis');
	await p.close();
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
