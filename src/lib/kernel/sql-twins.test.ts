import { readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyDatabase } from '../../../tests/db/support.ts';
import { arNorm } from './arabic.ts';
import { similarity } from './similarity.ts';

/** What the kernel computes in TypeScript and the database in SQL must be one thing, on either engine. */

const MIGRATION = readFileSync(
	new URL('../../../migrations/20261121T0900_ar_norm.sql', import.meta.url),
	'utf8'
);
const range = (min: number, max: number) =>
	fc.integer({ min, max }).map((code) => String.fromCodePoint(code));
const texts = fc.sample(
	fc.string({
		maxLength: 40,
		unit: fc.oneof(
			fc.constantFrom(...'أإآٱاىیيةهؤوئءبتشقـًٌٍَُِّْٰ٠٩۰۹ABCÉz 0\u00a0\t\n\u0085\u1680\u2028\u3000\u200f\u2067'),
			range(0x600, 0x6ff),
			range(0xfb50, 0xfdff),
			range(0xfe70, 0xfeff),
			range(0x20, 0x17f),
			range(0x2000, 0x206f)
		)
	}),
	{ numRuns: 3000, seed: 20261121 }
);
const word = fc.string({ maxLength: 12, unit: fc.constantFrom(...'ابقيرشمحة ab12_-') });
const pairs = fc.sample(fc.tuple(word, word), { numRuns: 1000, seed: 20261121 });

interface Database {
	exec(sql: string): Promise<unknown>;
	query(sql: string, values: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
	close(): Promise<void>;
}

const engines: [string, boolean, () => Promise<Database>][] = [
	['embedded', true, async () => (await PGlite.create({ extensions: { pg_trgm } })) as Database],
	['TEST_DATABASE_URL', Boolean(process.env.TEST_DATABASE_URL), server]
];

describe.each(engines)('twins in SQL (%s)', (_name, available, open) => {
	let db: Database;
	beforeAll(async () => {
		if (!available) return;
		db = await open();
		await db.exec('create extension if not exists pg_trgm');
		await db.exec(MIGRATION);
	}, 60_000);
	afterAll(async () => {
		if (!available) return;
		await db.close();
	});

	it.skipIf(!available)('ar_norm gives what arNorm gives', async () => {
		const { rows } = await db.query(
			'select ar_norm(value) as value from unnest($1::text[]) with ordinality as u(value, nr) order by nr',
			[texts]
		);
		expect(rows.map((row) => row.value)).toEqual(texts.map(arNorm));
	});

	it.skipIf(!available)('ar_norm serves a generated column and an index', async () => {
		await db.exec(`
			create table place (name text, name_norm text generated always as (ar_norm(name)) stored);
			create index on place using gin (ar_norm(name) gin_trgm_ops);
			create index on place (name_norm);
			insert into place (name) values ('شارع أبو قيــر'), (null);`);
		const { rows } = await db.query('select name_norm from place where ar_norm(name) = $1', ['شارع ابو قير']);
		expect(rows).toEqual([{ name_norm: 'شارع ابو قير' }]);
	});

	it.skipIf(!available)('similarity is that of pg_trgm', async () => {
		const { rows } = await db.query(
			`select similarity(a, b) as value
			from unnest($1::text[], $2::text[]) with ordinality as u(a, b, nr) order by nr`,
			[pairs.map(([a]) => a), pairs.map(([, b]) => b)]
		);
		pairs.forEach(([a, b], row) => expect(similarity(a, b)).toBeCloseTo(Number(rows[row]?.value), 5));
	});
});

async function server(): Promise<Database> {
	const { env, drop } = await emptyDatabase();
	const client = new pg.Client(env.DATABASE_URL);
	await client.connect();
	return {
		exec: (sql) => client.query(sql),
		query: (sql, values) => client.query(sql, values),
		async close() {
			await client.end();
			await drop();
		}
	};
}
