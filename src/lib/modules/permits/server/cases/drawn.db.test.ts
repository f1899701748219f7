import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aDepartment, type Department } from '../../../../../../tests/builders/department.ts';
import { ACCEPT, aDesk, GRANT } from '../../../../../../tests/builders/permit-desk.ts';
import { takenIn } from '../../../../../../tests/builders/permit-file.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { drawAgain, EXCLUSIONS } from '../../rules/index.ts';
import { permitDraws, permitHistory, permitRecord, publishedDraws } from './index.ts';

let p: TestPlatform;
let house: Department;
const { as, nameOf, opened, act, accepted, later } = aDesk(() => house);

beforeAll(async () => {
	p = await testPlatform();
	house = await aDepartment(p);
});
afterAll(() => p.close());

test('can be computed again by anybody who has the seed', async () => {
	const { ref } = await accepted();
	const [draw] = (await permitDraws(as('auditor'), ref)).draws;
	expect(await drawAgain(draw!)).toBe(draw!.picked);
	await expect(permitDraws(as('head'), ref)).rejects.toMatchObject({ code: 'forbidden' });
	const { rows } = await p.pool.query(
		`select permit_pick(decode($1, 'hex'), 'BP-2026-' || lpad(i::text, 6, '0'), 1, array[11, 22, 33]::bigint[])::text as picked
			from generate_series(1, 3000) i order by i`,
		[draw!.seed]
	);
	const counts = new Map<string, number>();
	for (const [i, row] of rows.entries()) {
		const reference = `BP-2026-${String(i + 1).padStart(6, '0')}`;
		if (i < 300)
			expect(await drawAgain({ reference, n: 1, seed: draw!.seed, candidates: ['11', '22', '33'] })).toBe(
				row.picked
			);
		counts.set(row.picked, (counts.get(row.picked) ?? 0) + 1);
	}
	const chi = [...counts.values()].reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
	// Two degrees of freedom, p = 0.0001: the seed is a new one at every run.
	expect(chi).toBeLessThan(18.4);
});

test('is bound by a hash that everybody knows before, and its seed is nobody’s to read on the day', async () => {
	await p.pool.query(`insert into permit_seed (day) values ('2020-01-01') on conflict do nothing`);
	// The database tells the seeds of days that are over by its own clock.
	const today = cairoDate(new Date());
	const { ref } = await later(today, () => accepted('clerk', { certificate_on: today }));
	const [draw] = (await permitDraws(as('auditor'), ref)).draws;
	const told = await publishedDraws(as('stranger'));
	const day = told.find((d) => d.day === draw!.day)!;
	expect(day).toMatchObject({ commitment: draw!.commitment, seed: null });
	expect(day.draws).toBeGreaterThan(0);
	const past = told.find((d) => d.day === '2020-01-01')!;
	expect(createHash('sha256').update(Buffer.from(past.seed!, 'hex')).digest('hex')).toBe(past.commitment);
	for (const name of ['clerk', 'head', 'reviewer1'])
		await as(name).read(async (db) => {
			const { rows } = await sql<{ seed: unknown }>`select permit_seed_of(${draw!.day}) as seed`.execute(db);
			expect(rows).toEqual([{ seed: null }]);
		});
	await expect(as('clerk').read((db) => sql`select seed from permit_seed`.execute(db))).rejects.toMatchObject(
		{ code: '42501' }
	);
});

test('passes over whoever is tied to the owner, and a recused reviewer; another draw is an auditor’s', async () => {
	const { ref, reviewer } = await accepted();
	await act(reviewer, ref, 'recuse', { reason: 'جار المالك' });
	await expect(act('head', ref, 'redraw', { reason: 'غياب' })).rejects.toMatchObject({ code: 'forbidden' });
	// In words as long as they may be, as the reviewer's own below.
	const why = `تنحي المراجع${'.'.repeat(1988)}`;
	await act('auditor', ref, 'redraw', { reason: why });
	const second = nameOf((await permitDraws(as('auditor'), ref)).draws.at(-1)!.picked);
	expect(JSON.stringify(await permitHistory(as(second), ref))).not.toContain('جار المالك');
	expect(JSON.stringify(await permitHistory(as('auditor'), ref))).toContain('جار المالك');
	const { draws, people } = await permitDraws(as('auditor'), ref);
	expect(draws).toHaveLength(2);
	expect(draws[1]).toMatchObject({ reason: why, ordered_by: house.officer('auditor').id });
	expect(Object.keys(draws[1]!.excluded).every((id) => EXCLUSIONS.includes(draws[1]!.excluded[id]!))).toBe(
		true
	);
	// Everybody in them has a name, and nobody else: neither who applies nor whose it is.
	const named = draws.flatMap((d) => [...d.candidates, ...Object.keys(d.excluded)]);
	expect(Object.keys(people).sort()).toEqual([...new Set([...named, draws[1]!.ordered_by!])].sort());
	expect(draws[1]!.excluded[house.officer(reviewer).id]).toBe('has_duty');
	expect(nameOf(draws[1]!.picked)).not.toBe(reviewer);

	await act(second, ref, 'begin');
	const signed = await act(second, ref, 'recommend', { ...GRANT, reason: 'س'.repeat(4000) });
	expect(signed.state).toBe('recommended');

	const { reference: own } = await opened('clerk', {
		parties: { owner: { name: 'مراجع', national_id: '28001010212341' } }
	});
	await p.pool.query(
		`insert into person_key (person_id, key, relation)
			select $1, k.key, 'relative' from permit_party_key k join permit p on p.id = k.permit_id where p.reference = $2`,
		[house.officer('reviewer2').id, own]
	);
	await takenIn(house, 'clerk', own);
	await act('clerk', own, 'accept', ACCEPT);
	const [drawn] = (await permitDraws(as('auditor'), own)).draws;
	expect(drawn!.excluded[house.officer('reviewer2').id]).toBe('related');
});

test('decides nothing by a reviewer whose tie became known after it, until another is drawn', async () => {
	const { ref, reviewer } = await accepted();
	await act(reviewer, ref, 'begin');
	await p.pool.query(
		`insert into person_key (person_id, key, relation)
			select $1, k.key, 'business' from permit_party_key k join permit p on p.id = k.permit_id
			where p.reference = $2 limit 1`,
		[house.officer(reviewer).id, ref]
	);
	const told = await as(reviewer).read(async (db) =>
		sql<{
			tied: boolean;
		}>`select permit_reviewer_tied(id) as tied from permit where reference = ${ref}`.execute(db)
	);
	expect(told.rows).toEqual([{ tied: false }]);
	// Whoever does not know the names is not told whether they wrote one.
	const heard = { reason: 'مبنى معروف في الشارع باسم صاحبه', conditions: ['لافتة باسمه'] };
	await act(reviewer, ref, 'recommend', { ...GRANT, ...heard });
	await act('head', ref, 'take_up');
	for (const [step, data] of [['approve'], ['refuse', { reason: 'x', article: 'م 39' }]] as const)
		await expect(act('head', ref, step, data ?? {})).rejects.toMatchObject({
			code: 'permit_reviewer_tied'
		});
	await act('head', ref, 'challenge', { reason: 'للمراجع صلة بصاحب الملف' });
	await act('auditor', ref, 'redraw', { reason: 'صلة ظهرت بعد القرعة' });
	const other = nameOf((await permitDraws(as('auditor'), ref)).draws.at(-1)!.picked);
	expect(other).not.toBe(reviewer);
	// So the next one, who must not know either, reads the outcome alone.
	const read = async (who: string) => [
		JSON.stringify([await permitRecord(as(who), ref), await permitHistory(as(who), ref)]).includes('باسم'),
		(await permitRecord(as(who), ref)).recommendations[0]!.outcome
	];
	expect([await read(other), await read('head')]).toEqual([
		[false, 'grant'],
		[true, 'grant']
	]);
	await act(other, ref, 'begin');
	await act(other, ref, 'recommend', GRANT);
	await act('head', ref, 'take_up');
	expect((await act('head', ref, 'approve')).state).toBe('approved_fees_due');
});
