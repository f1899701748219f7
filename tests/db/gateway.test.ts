import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REAL, testPlatform, type TestPlatform } from './support.ts';

describe.skipIf(REAL)('many connections on the one session of the embedded database', () => {
	let p: TestPlatform;
	beforeAll(async () => {
		p = await testPlatform();
	});
	afterAll(() => p.close());

	test('each gets its own answers, beside transactions that take their time', async () => {
		let answered = 0;
		await Promise.all(
			Array.from({ length: 9 }, async (_, worker) => {
				for (let i = 0; i < 40; i++) {
					if (worker % 3 === 0) {
						const client = await p.pool.connect();
						await client.query('begin');
						const { rows } = await client.query('select $1::int as a, $2::int as b', [worker, i]);
						expect(rows).toEqual([{ a: worker, b: i }]);
						await new Promise((resolve) => setTimeout(resolve, i % 3));
						await client.query(i % 2 ? 'commit' : 'rollback');
						client.release();
					} else {
						const values = Array.from({ length: 1 + ((i + worker) % 5) }, (_v, k) => `${worker}-${i}-${k}`);
						const { rows } = await p.pool.query(
							`select ${values.map((_v, k) => `$${k + 1}::text as c${k}`).join(', ')}`,
							values
						);
						expect(Object.values(rows[0])).toEqual(values);
					}
					answered++;
				}
			})
		);
		expect(answered).toBe(360);
	});

	test('a failed query does not spoil the next, in a transaction or out of one', async () => {
		await expect(p.pool.query('select $1::int', ['x'])).rejects.toThrow(/invalid input/);
		expect((await p.pool.query('select $1::int as n', [7])).rows).toEqual([{ n: 7 }]);
		const client = await p.pool.connect();
		await client.query('begin');
		await expect(client.query('select 1/$1::int', [0])).rejects.toThrow(/division by zero/);
		await client.query('rollback');
		client.release();
		expect((await p.pool.query('select 8 as n')).rows).toEqual([{ n: 8 }]);
	});

	describe('a statement in whose middle the engine gives up', () => {
		// The geometry library throws inside; the engine stops there and calls it done.
		const zigzag =
			'st_makeline(array(select st_point(s / 10.0, (s % 2) / 10.0) from generate_series(0, 19) s))';
		const insert = (second: string) => `insert into given_up
			select i, st_buffer(case when i = ${second} then ${zigzag} else st_point(i, i) end, 5)
			from generate_series(1, 3) i returning i`;
		const kept = async () => (await p.pool.query('select count(*)::int as n from given_up')).rows[0].n;
		beforeAll(() => p.pool.query('create table given_up (i int primary key, g geometry)'));

		test('is an error, and writes nothing', async () => {
			await expect(p.pool.query(insert('$1'), [2])).rejects.toThrow(/gave up/);
			expect(await kept()).toBe(0);
			await p.pool.query(insert('9'));
			expect(await kept()).toBe(3);
		});

		test('ends its transaction, with what else was done in it', async () => {
			await p.pool.query('delete from given_up');
			const client = await p.pool.connect();
			await client.query('begin');
			await client.query('insert into given_up values (7)');
			await expect(client.query(insert('$1'), [2])).rejects.toThrow(/gave up/);
			await expect(client.query('select 1')).rejects.toThrow(/aborted/);
			await client.query('rollback');
			client.release();
			expect(await kept()).toBe(0);
		});

		test('is told when it only asked, and the session goes on', async () => {
			const client = await p.pool.connect();
			const asked = `select st_npoints(st_buffer(${zigzag}, $1::float8)) as n`;
			await client.query('begin read only');
			await expect(client.query(asked, [5])).rejects.toThrow(/gave up/);
			await client.query('rollback');
			await client.query('begin read only');
			await client.query(asked.replace('$1', '5'));
			await expect(client.query('commit')).rejects.toThrow(/gave up/);
			expect((await client.query('select $1::int as n', [5])).rows).toEqual([{ n: 5 }]);
			client.release();
			await expect(
				p.pool.query(`select st_npoints(st_buffer(${zigzag}, $1::float8)) as n`, [5])
			).rejects.toThrow(/gave up/);
		});
	});

	test('a connection that breaks off in a transaction leaves nothing and keeps nobody waiting', async () => {
		await p.pool.query('create table broke_off (n int)');
		const client = await p.pool.connect();
		await client.query('begin');
		await client.query('insert into broke_off values (1)');
		client.release(true);
		expect((await p.pool.query('select count(*)::int as n from broke_off')).rows).toEqual([{ n: 0 }]);
	});

	test('a kept statement is prepared once for all, and what fails is not taken for prepared', async () => {
		const kept = '/* keep */ select $1::int as n';
		const asked = Array.from({ length: 30 }, (_, n) => p.pool.query(kept, [n]).then(({ rows }) => rows[0].n));
		expect(await Promise.all(asked)).toEqual(Array.from({ length: 30 }, (_, n) => n));
		const { rows } = await p.pool.query(
			'select count(*)::int as n from pg_prepared_statements where statement = $1',
			[kept]
		);
		expect(rows).toEqual([{ n: 1 }]);
		const missing = '/* keep */ select count(*)::int as n from made_later where $1::int > 0';
		await expect(p.pool.query(missing, [1])).rejects.toThrow(/made_later/);
		await p.pool.query('create table made_later (n int)');
		expect((await p.pool.query(missing, [1])).rows).toEqual([{ n: 0 }]);
	});
});
