import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aDepartment, type Department } from '../../../../../../tests/builders/department.ts';
import { ACCEPT, aDesk, GRANT } from '../../../../../../tests/builders/permit-desk.ts';
import { bringPapers, HOUSE, payDues } from '../../../../../../tests/builders/permit-file.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { getPermit, listPermits, permitDraws } from '../cases/index.ts';
import { trackOwn } from '../track/index.ts';
import { permitFees, setFeeFormula } from './index.ts';

let p: TestPlatform;
let house: Department;
const { as, nameOf, opened, act, accepted } = aDesk(() => house);

beforeAll(async () => {
	p = await testPlatform();
	house = await aDepartment(p);
});
afterAll(() => p.close());

test('a licence waits until receipts match its formulas to the piastre, and the clock of service with it', async () => {
	const { reference: ref } = await opened('clerk', { facts: { ...HOUSE, exemptions: ['hardship'] } });
	const quote = await permitFees(as('clerk'), ref);
	expect(quote.stages.map((s) => [s.stage, s.drawn_up, s.due])).toEqual([
		['intake', null, 0],
		['issue', null, 0]
	]);
	expect(quote.stages[1]!.gaps).toMatchObject([{ reason: 'no_exemption', of: 'hardship' }]);
	await setFeeFormula(as('head'), {
		...{ fee: 'quality_tax', variant: 'hardship', title: { ar: 'إعفاء', en: 'Let off' } },
		formula: { kind: 'exemption', share: 500_000 },
		...{ valid_from: '2026-01-01', source: 'قرار 7 لسنة 2026', article: 'مادة 3' }
	});
	await bringPapers(as('clerk'), ref);
	const submitted = await act('clerk', ref, 'submit');
	expect(submitted.due).toEqual({ stage: 'intake', amount: 2000 });
	expect(await act('clerk', ref, 'take_in')).not.toHaveProperty('due');
	await expect(act('clerk', ref, 'accept', ACCEPT)).rejects.toMatchObject({
		code: 'permit_fees_due',
		params: { ar: '20.00 ج.م' }
	});
	const pay = (by: string, amount: number, more = {}) =>
		act(by, ref, 'pay_fees', { stage: 'intake', amount, ...more });
	await expect(pay('cashier', 1999)).rejects.toMatchObject({
		code: 'permit_amount_due',
		params: { due: 2000, en: 'EGP 20.00' }
	});
	await expect(pay('clerk', 2000)).rejects.toMatchObject({ code: 'permit_separation' });
	await expect(pay('cashier', 2000, { method: 'cheque' })).rejects.toMatchObject({ code: 'invalid_input' });
	await pay('cashier', 2000, { method: 'cheque', document: '4471', payer: 'سعاد منصور' });
	await expect(pay('cashier', 2000)).rejects.toMatchObject({ code: 'permit_nothing_due' });
	await act('clerk', ref, 'accept', ACCEPT);
	const reviewer = nameOf((await permitDraws(as('auditor'), ref)).draws[0]!.picked);
	await act(reviewer, ref, 'begin');
	await expect(permitFees(as(reviewer), ref)).rejects.toMatchObject({ code: 'permit_blind' });
	const payers = (who: string) =>
		as(who).read(
			async (db) =>
				(await sql`select from permit_receipt_payer where document = '4471'`.execute(db)).rows.length
		);
	expect([await payers(reviewer), await payers('clerk')]).toEqual([0, 1]);
	await act(reviewer, ref, 'recommend', GRANT);
	await act('head', ref, 'take_up');
	const waiting = await act('head', ref, 'approve');
	expect(waiting.clocks.service?.paused).toBe(true);
	const { stages } = await permitFees(as('cashier'), ref);
	const [, issue] = stages;
	expect(waiting.due).toEqual({ stage: 'issue', amount: issue!.total });
	// 3 × 50; 0.2 % of 3 × 80 m² × 4000, below what is insured; half of the tax; services; 4 a m².
	expect(issue!.total).toBe(150_00 + 1920_00 + 30_00 + 10_00 + 320_00);
	expect(issue!.lines.find((l) => l.exemption)).toMatchObject({
		amount: -30_00,
		article: 'مادة 3',
		version: 1
	});
	expect((await listPermits(as('cashier'), { mine: '1' })).items.map((i) => i.reference)).toContain(ref);
	await expect(act('authority', ref, 'issue')).rejects.toMatchObject({ code: 'permit_fees_due' });
	const [number] = await payDues(as('cashier'), ref);
	expect((await getPermit(as('head'), ref)).clocks.service?.paused).toBe(false);
	await act('cashier', ref, 'cancel_receipt', { number, reason: 'خطأ في التحصيل' });
	expect((await getPermit(as('head'), ref)).clocks.service?.paused).toBe(true);
	await expect(act('authority', ref, 'issue')).rejects.toMatchObject({ code: 'permit_fees_due' });
	await expect(act('cashier', ref, 'cancel_receipt', { number, reason: 'x' })).rejects.toMatchObject({
		code: 'permit_receipt_over'
	});
	await payDues(as('cashier'), ref);
	const id = `(select id from permit where reference = '${ref}')`;
	const before = await p.pool.query(`select count(*)::int as n from permit_receipt where permit_id = ${id}`);
	expect(before.rows[0].n).toBe(3);
	for (const statement of [
		// More than is owed, in another's name, by whoever has another duty; a receipt away, an account changed.
		`insert into permit_receipt (number, permit_id, stage, account_id, amount, method, gateway, paid_at, cashier_id)
			select 'RC-2026-900000', permit_id, stage, id, 1, 'cash', 'cash_desk', now(), ${house.officer('cashier').id}
			from permit_account where permit_id = ${id} and stage = 'issue' and superseded_at is null`,
		`delete from permit_receipt where permit_id = ${id}`,
		`update permit_receipt set amount = 1 where permit_id = ${id}`,
		`update permit_account set total = 0 where permit_id = ${id}`,
		`insert into permit_hand values (${id}, ${house.officer('cashier').id}, 'authority', now())`
	])
		await expect(
			as('cashier').transaction((tx) => sql.raw(statement).execute(tx.db)),
			statement
		).rejects.toMatchObject({ code: expect.stringMatching(/^(42501|23514|23505)$/) });
	expect((await act('authority', ref, 'issue')).state).toBe('issued');
});

test('what a case that was withdrawn still owed is asked for no more', async () => {
	const { reference: ref } = await opened('clerk');
	await bringPapers(as('clerk'), ref);
	await act('clerk', ref, 'submit');
	const asked = async () => {
		const { asked, stages } = await permitFees(as('cashier'), ref);
		return [asked, stages[0]!.due > 0];
	};
	expect(await asked()).toEqual([true, true]);
	await act('clerk', ref, 'withdraw', { reason: 'طلبه' });
	expect(await asked()).toEqual([false, true]);
});

test('what was paid before the authority refuses stays paid, nothing is owed, and it counts once an appeal is granted', async () => {
	const { ref, reviewer } = await accepted('engineer');
	const decided = async (by: string, head: string) => {
		await act(by, ref, 'begin');
		await act(by, ref, 'recommend', GRANT);
		await act(head, ref, 'take_up');
		return act(head, ref, 'approve');
	};
	await decided(reviewer, 'head');
	const issue = async (by = 'cashier') => {
		const { stages, ...more } = await permitFees(as(by), ref);
		return { ...stages.find((s) => s.stage === 'issue')!, ...more };
	};
	const { total } = await issue();
	expect(total).toBeGreaterThan(0);
	await payDues(as('cashier'), ref);
	await act('authority', ref, 'refuse', { reason: 'نزاع على الأرض', article: 'م 15' });
	const paid = { total, paid: total, due: 0, asked: false, may: { pay: false, cancel: false } };
	for (const by of ['cashier', 'engineer', 'head']) expect(await issue(by), by).toMatchObject(paid);
	const told = await trackOwn(as('engineer'), ref);
	expect(told.waits.money).toEqual([]);
	expect(told.receipts.filter((r) => r.stage === 'issue' && !r.cancelled)).toHaveLength(1);
	expect((await listPermits(as('cashier'), { mine: '1' })).items.map((i) => i.reference)).not.toContain(ref);
	await expect(act('cashier', ref, 'pay_fees', { stage: 'issue', amount: 1 })).rejects.toMatchObject({
		code: 'state_forbids'
	});

	await act('engineer', ref, 'file_appeal', { grounds: 'الحكم الصادر قاطع في النزاع.' });
	await act('governor', ref, 'grant_appeal', { reason: 'النزاع محسوم بحكم' });
	// Until it is approved anew nothing is reckoned; the receipt stands.
	expect(await issue()).toMatchObject({ drawn_up: null, due: 0 });
	expect((await permitFees(as('cashier'), ref)).receipts.filter((r) => r.stage === 'issue')).toHaveLength(1);
	const next = nameOf((await permitDraws(as('auditor'), ref)).draws.at(-1)!.picked);
	const again = await decided(next, 'head2');
	expect(again).toMatchObject({ due: { stage: 'issue', amount: 0 }, holder: 'authority' });
	expect(again.clocks.service?.paused).toBe(false);
	expect(await issue()).toMatchObject({ total, paid: total, due: 0 });
	expect((await act('all', ref, 'issue')).state).toBe('issued');
});
