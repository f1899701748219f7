import { readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arNorm } from './arabic.ts';

const MIGRATION = readFileSync(
	new URL('../../../migrations/20261121T0900_ar_norm.sql', import.meta.url),
	'utf8'
);
const samples = fc.sample(
	fc.string({
		maxLength: 40,
		unit: fc.oneof(
			fc.constantFrom(...'أإآٱاىیيةهؤوئءبتشقـًٌٍَُِّْٰ٠٩۰۹ABCÉz 0\u00a0\t\n\u0085\u1680\u2028\u3000\u200f\u2067'),
			fc.integer({ min: 0x600, max: 0x6ff }).map((code) => String.fromCodePoint(code)),
			fc.integer({ min: 0xfb50, max: 0xfdff }).map((code) => String.fromCodePoint(code)),
			fc.integer({ min: 0xfe70, max: 0xfeff }).map((code) => String.fromCodePoint(code)),
			fc.integer({ min: 0x20, max: 0x17f }).map((code) => String.fromCodePoint(code)),
			fc.integer({ min: 0x2000, max: 0x206f }).map((code) => String.fromCodePoint(code))
		)
	}),
	{ numRuns: 3000, seed: 20261121 }
);

interface Database {
	exec(sql: string): Promise<unknown>;
	query(sql: string, values: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
	close(): Promise<void>;
}

const databases: [string, boolean, () => Promise<Database>][] = [
	['embedded', true, async () => (await PGlite.create()) as Database],
	['TEST_DATABASE_URL', Boolean(process.env.TEST_DATABASE_URL), server]
];

describe.each(databases)('ar_norm in SQL (%s)', (_name, available, open) => {
	let db: Database;
	beforeAll(async () => {
		if (!available) return;
		db = await open();
		// A schema of its own, gone with the rollback: a shared test database may hold the function already.
		await db.exec('begin; create schema ar_norm_twin; set local search_path = ar_norm_twin, public;');
		await db.exec(MIGRATION);
	}, 60_000);
	afterAll(async () => {
		if (!available) return;
		await db.exec('rollback');
		await db.close();
	});

	it.skipIf(!available)('gives what arNorm gives', async () => {
		const { rows } = await db.query(
			'select ar_norm(value) as value from unnest($1::text[]) with ordinality as u(value, nr) order by nr',
			[samples]
		);
		expect(rows.map((row) => row.value)).toEqual(samples.map(arNorm));
	});

	it.skipIf(!available)('serves a generated column and an index', async () => {
		await db.exec(`
			create table place (name text, name_norm text generated always as (ar_norm(name)) stored);
			create index on place (ar_norm(name));
			insert into place (name) values ('شارع أبو قيــر'), (null);`);
		const { rows } = await db.query('select name_norm from place where ar_norm(name) = $1', ['شارع ابو قير']);
		expect(rows).toEqual([{ name_norm: 'شارع ابو قير' }]);
	});
});

async function server(): Promise<Database> {
	const client = new pg.Client(process.env.TEST_DATABASE_URL);
	await client.connect();
	return {
		exec: (sql) => client.query(sql),
		query: (sql, values) => client.query(sql, values),
		close: () => client.end()
	};
}
