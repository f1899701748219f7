import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aDepartment, aPlot, type Department } from '../../../../../../tests/builders/department.ts';
import { REAL, testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { listPermits, openPermit } from './index.ts';
import { CASES, gatherQuery, saysWords, STATEMENTS } from './words.ts';

const ADDRESSES = ['شارع 5', 'شارع 50 بن سينا', 'شارع ٥/٣', 'حارة البنا 15', 'شارع 26 يوليو 100%'];

let p: TestPlatform;
let house: Department;
/** Which of the addresses. */
const search = async (q: string) => {
	const { items } = await listPermits(house.officer('clerk').ctx, { q });
	return items.map((i) => ADDRESSES.indexOf(i.address!)).sort();
};
const references: string[] = [];

beforeAll(async () => {
	p = await testPlatform();
	house = await aDepartment(p);
	for (const [i, address] of ADDRESSES.entries()) {
		const { answer } = await openPermit(house.officer('clerk').ctx, {
			...{ kind: 'new', ...aPlot(i), address },
			parties: { owner: { name: 'سعاد فؤاد منصور', national_id: '28501010212345' } }
		});
		references.push(answer.reference);
	}
});
afterAll(() => p.close());

test.each<[string, number[]]>([
	['شارع 5', [0, 2]],
	['5', [0, 2]],
	['٣', [2]],
	['5/3', [2]],
	['15', [3]],
	['بن', [1]],
	['ال', [3]],
	['لبنا', [3]],
	['شارع', [0, 1, 2, 4]],
	['يوليو شارع', [4]],
	['100%', [4]],
	['1%', []],
	['_', []],
	['لا يوجد', []],
	['2026', [0, 1, 2, 3, 4]]
])('%s', async (q, expected) => {
	expect(await search(q)).toEqual(expected);
});

test('a reference is found whole or by its end, in any letters', async () => {
	expect(await search(references[1]!)).toEqual([1]);
	expect(await search(references[1]!.toLowerCase())).toEqual([1]);
	expect(await search(references[1]!.slice(-4))).toEqual([1]);
});

test('words that are found very often find the same', async () => {
	const ids = (most?: number) =>
		house.officer('clerk').ctx.read(async (db) => {
			const said = await saysWords(db, 'شارع 5', most ? { few: most } : {});
			const { rows } = await sql<{ address: string }>`select address from permit p where ${said!.where} order by address`.execute(db);
			return rows.map((r) => r.address);
		}); // prettier-ignore
	expect(await ids(1)).toEqual(await ids());
	expect(await ids(1)).toHaveLength(2);
});

test('words find nobody else’s case: an applicant’s are their own, whoever gathered them', async () => {
	const engineer = house.officer('engineer').ctx;
	const { answer } = await openPermit(engineer, {
		...{ kind: 'new', ...aPlot(9), address: 'حارة السقايين 9' },
		parties: { owner: { name: 'سعاد فؤاد منصور', national_id: '28501010212345' } }
	});
	const found = async (who: string) =>
		(await listPermits(house.officer(who).ctx, { q: 'حارة' })).items.map((i) => i.reference).sort();
	expect(await found('engineer')).toEqual([answer.reference]);
	expect(await found('engineer2')).toEqual([]);
	expect(await found('clerk')).toEqual([references[3]!, answer.reference].sort());
});

/** On the embedded database planning is the same; making 100,000 rows there only takes time. */
test.skipIf(!REAL)('among 100,000 cases and statements words are found by their index', async () => {
	const client = await p.pool.connect();
	try {
		// Words alone: the rows they are of are not asked for.
		await client.query(`begin; set local session_replication_role = replica`);
		for (const [table, key, prefix] of [
			['permit_words', 'permit_id', 'bp'],
			['permit_statement_words', 'certificate_id', 'bs']
		])
			await client.query(`insert into ${table} (${key}, words) select 1000000 + n,
				' ${prefix}-2026-' || lpad(n::text, 6, '0') || ' شارع ' || n % 300 || ' ' from generate_series(1, 100000) n`);
		await client.query('commit; analyze permit_words, permit_statement_words');
		for (const [sayings, index] of [
			[CASES, 'permit_words_found'],
			[STATEMENTS, 'permit_statement_words_found']
		] as const) {
			const query = gatherQuery(['2026-004321'], sayings).compile(p.db);
			const { rows } = await client.query(`explain (format json) ${query.sql}`, [...query.parameters]);
			const plan = JSON.stringify(rows[0]['QUERY PLAN']);
			expect(plan).toContain(index);
			expect(plan).not.toContain('Seq Scan');
		}
	} finally {
		client.release();
	}
});
