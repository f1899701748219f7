import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { aDepartment, aPlot, type Department } from '../../../../../../tests/builders/department.ts';
import { builders, type Builders } from '../../../../../../tests/builders/permit-works.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { makeCtx } from '#lib/server/context.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { sweepPermits } from '../cases/index.ts';
import { permitFees } from '../fees/index.ts';
import { openViolation } from './index.ts';

let p: TestPlatform;
let house: Department;
let at_work: Builders;
const TODAY = new Date('2026-11-19T09:00:00Z');
beforeAll(async () => {
	p = await testPlatform();
	house = await aDepartment(p);
	at_work = builders(house);
});
afterEach(() => {
	house.clock.now = TODAY;
});
afterAll(() => p.close());

const as = (name: string) => house.officer(name).ctx;
const act: Builders['act'] = (...step) => at_work.act(...step);
const request = (ref: string) => act('clerk', ref, 'request_reconciliation', { reason: 'طلب تصالح' });
const sweep = async (day: string) => {
	house.clock.now = new Date(`${day}T09:00:00Z`);
	return (await sweepPermits(makeCtx(p, { actor: SYSTEM, now: () => house.clock.now }))).lapsed;
};
/** What was built on a plot without a licence. */
async function violation(more: object = {}): Promise<string> {
	const { answer } = await openViolation(as('inspector'), {
		...{ parcel: aPlot(at_work.plot()).parcel, description: 'بناء بدون ترخيص', excess_m2: 120 },
		...more
	});
	return answer.reference;
}

test('requests are taken while the law lets them, and never of what it does not reconcile', async () => {
	const ref = await violation();
	house.clock.now = new Date('2027-05-08T09:00:00Z');
	await expect(request(ref)).rejects.toMatchObject({
		...{ code: 'permit_reconciliation_window', params: { day: '2027-05-07' } }
	});
	house.clock.now = TODAY;
	expect((await request(ref)).state).toBe('reconciliation_requested');
	await act('head', ref, 'decline_reconciliation', {
		...{ reason: 'شروخ نافذة', article: 'م 2 ق 187/2023', ground: 'structural_risk' }
	});
	await expect(request(ref)).rejects.toMatchObject({
		...{ code: 'permit_reconciliation_forbidden', fields: [{ code: 'permit_ground_structural_risk' }] }
	});
	const other = await violation({ grounds: ['nile_law', 'garage_use'] });
	await expect(request(other)).rejects.toMatchObject({
		fields: [{ code: expect.stringContaining('permit_ground_') }, {}]
	});
});

test('a request that is not completed in six months lapses, and so does a price that is not paid in sixty days', async () => {
	const [idle, paying] = [await violation(), await violation()];
	await request(idle);
	await request(paying);
	await at_work.complete(paying);
	const price = { price_egp_m2: 100, earnest: 0.25, payment: { by: 'cash', discount: 0.25 } };
	// What article 4 names costs three times as much; the newest price counts.
	await act('head', paying, 'quote', { ...price, graver: true });
	expect((await at_work.record(paying)).violation!.quote!.answer).toMatchObject({ base: 3_600_000 });
	await act('head', paying, 'quote', price);
	await act('clerk', paying, 'accept_quote');
	await act('cashier', paying, 'pay_fees', { stage: 'reconciliation', amount: 300_000 });
	const { stages } = await permitFees(as('cashier'), paying);
	expect(stages[1]).toMatchObject({ stage: 'reconciliation', total: 900_000, paid: 300_000, due: 600_000 });
	expect(stages[1]!.lines.map((l) => [l.fee, l.amount])).toEqual([
		['reconciliation_price', 1_200_000],
		['reconciliation_discount', -300_000]
	]);
	const { linked } = await at_work.record(idle);
	expect(linked[0]!.due).toMatchObject({ what: 'file', on: '2027-05-19' });
	expect(await sweep('2027-01-18')).toEqual([]);
	expect(await sweep('2027-01-19')).toEqual([paying]);
	const lapsed = await at_work.record(paying);
	expect(lapsed.permit.state).toBe('violation_open');
	expect(lapsed.history[0]).toMatchObject({ action: 'lapse_reconciliation', duty: 'system' });
	expect(await sweep('2027-05-19')).toEqual([]);
	expect(await sweep('2027-05-20')).toEqual([idle]);
});

test('a violation that is written down twice is one, and another on the same plot is another', async () => {
	const told = { parcel: aPlot(at_work.plot()).parcel, description: 'بناء بدون ترخيص', excess_m2: 120 };
	const send = (by = 'inspector', more: object = {}) => openViolation(as(by), { ...told, ...more });
	const sent = await Promise.allSettled([send(), send(), send()]);
	const [done] = sent.flatMap((s) => (s.status === 'fulfilled' ? [s.value.answer] : []));
	const refused = sent.flatMap((s) => (s.status === 'rejected' ? [s.reason] : []));
	const same = { code: 'permit_violation_same', params: { reference: done!.reference } };
	expect(refused).toMatchObject([same, same]);
	const { rows } = await p.pool.query(`select from permit where life = 'violation' and reference = $1`, [
		done!.reference
	]);
	expect(rows).toHaveLength(1);
	expect((await send('inspector', { description: 'دور زائد' })).answer.reference).not.toBe(done!.reference);
	house.clock.now = new Date('2026-11-19T09:10:01Z');
	expect((await send()).answer.state).toBe('violation_open');
});

test('a price that is said twice at once is one', async () => {
	const ref = await violation();
	await request(ref);
	await at_work.complete(ref);
	const price = { price_egp_m2: 100, earnest: 0.25, payment: { by: 'cash', discount: 0.25 } };
	const sent = await Promise.allSettled([act('head', ref, 'quote', price), act('head', ref, 'quote', price)]);
	expect(sent.filter((s) => s.status === 'fulfilled')).toHaveLength(1);
	expect(sent.find((s) => s.status === 'rejected')).toMatchObject({ reason: { code: 'permit_quote_same' } });
	const quotes = async () =>
		(
			await p.pool.query(
				`select q.n from permit_quote q join permit p on p.id = q.permit_id where p.reference = $1`,
				[ref]
			)
		).rows.length;
	expect(await quotes()).toBe(1);
	await act('head', ref, 'quote', { ...price, graver: true });
	await act('head', ref, 'quote', price);
	expect(await quotes()).toBe(3);
});
