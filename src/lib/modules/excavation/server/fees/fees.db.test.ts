import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDig, HERE } from '../../../../../../tests/builders/digs.ts';
import { aFeature } from '../../../../../../tests/builders/features.ts';
import { aHolder, type Holder } from '../../../../../../tests/builders/planners.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { feesOf, type DigFees } from '../../rules/index.ts';
import {
	addTariff,
	cancelReceipt,
	cashDesk,
	closeTariff,
	digFees,
	editDig,
	readTariff,
	registerDig,
	setRoadGrade,
	settleDeposit,
	takePayment
} from '../index.ts';
import { keepAccount } from './account.ts';

let p: TestPlatform;
let planner: Holder;
let coordinator: Holder;
let cashier: Holder;
let clock = new Date('2026-11-22T09:00:00Z');
const now = () => clock;

const rect = (x: number, y: number, w: number, h: number) => {
	const [a, b] = [HERE[0] + x, HERE[1] + y];
	const ring = [`${a} ${b}`, `${a + w} ${b}`, `${a + w} ${b + h}`, `${a} ${b + h}`, `${a} ${b}`];
	return `MULTIPOLYGON(((${ring.join(', ')})))`;
};
const line = (...points: [number, number][]) =>
	`MULTILINESTRING((${points.map(([x, y]) => `${HERE[0] + x} ${HERE[1] + y}`).join(', ')}))`;

beforeAll(async () => {
	p = await testPlatform();
	planner = await aHolder(p, 'telecom', { now });
	coordinator = await aHolder(p, 'centre', { role: 'coordinator', now });
	cashier = await aHolder(p, 'treasury', { role: 'cashier', now });
	// A main road eastward, and a lane that leaves it northward at x = 50.
	await aFeature(p, 'streets', { nameAr: 'طريق', kind: 'primary', wkt: line([-500, 0], [500, 0]) });
	await aFeature(p, 'streets', { nameAr: 'حارة', kind: 'residential', wkt: line([50, 0], [50, 300]) });
	await aFeature(p, 'streets', {
		nameAr: 'شارع مدرج',
		kind: 'residential',
		props: { grade: 'second' },
		wkt: line([0, 1000], [300, 1000])
	});
	await aFeature(p, 'paving', {
		nameAr: 'رصف جديد',
		props: { paved_on: '2026-07-01', protected_until: '2028-06-30' },
		wkt: rect(100, 990, 50, 20)
	});
});
afterAll(() => p.close());

const BOXED = { surface: 'asphalt', width_m: 0.5, window: { start: '2026-12-28', end: '2027-01-05' } };
async function aDigWith(
	fields: Record<string, unknown>
): Promise<{ reference: string; version: number; id: string }> {
	const { answer } = await registerDig(
		planner.ctx,
		aDig()
			.with({ ...BOXED, ...fields })
			.input()
	);
	return answer;
}
const along = (...points: [number, number][]) =>
	aDig()
		.along(...points)
		.input().geometry;
const fees = (reference: string) => digFees(planner.ctx, reference);
/** As the states of a file move it. */
async function become(dig: { reference: string; id: string }, state: string): Promise<void> {
	await p.pool.query('update dig set state = $2, version = version + 1 where id = $1', [dig.id, state]);
}
/** Submitted, with its account drawn up. */
async function submitted(dig: { reference: string; id: string }): Promise<DigFees> {
	await become(dig, 'submitted');
	await planner.ctx.transaction((tx) =>
		keepAccount(planner.ctx, tx, { ...dig, state: 'submitted', version: 2 })
	);
	return fees(dig.reference);
}
const parts = ({ basis }: DigFees) => basis.parts.map((q) => [q.grade, q.protected, q.area / 100]);

describe('the surface that a dig opens', () => {
	it('is of the best road where streets meet, and of the lane beyond', async () => {
		const dig = await aDigWith({ geometry: along([50, -5], [50, 105]) });
		const quote = await fees(dig.reference);
		// 5 m south of the centre line and 20 north of it are the main road's.
		expect(parts(quote)).toEqual([
			['excellent', false, 12.5],
			['third', false, 42.5]
		]);
		expect(quote.basis.assumed).toEqual(['grade']);
		expect(quote.drawn_up).toBeNull();
		expect(quote.fees).toMatchObject(feesOf(quote.basis, (await readTariff(planner.ctx)).rows));
		expect(quote.fees.restoration).toBe(12.5 * 90_000 + 42.5 * 45_000);
		expect(quote.fees.verified).toBe(false);
	});

	it('takes the grade from the street that says it, and tells protected pavement apart', async () => {
		const dig = await aDigWith({ geometry: along([50, 1000], [250, 1000]), width_m: null, surface: null });
		const quote = await fees(dig.reference);
		expect(parts(quote)).toEqual([
			['second', false, 150],
			['second', true, 50]
		]);
		expect(quote.basis.assumed).toEqual(['surface', 'width']);
		const emergency = await aDigWith({
			geometry: along([50, 1000], [250, 1000]),
			width_m: 1,
			category: 'emergency',
			category_reason: 'كسر خط'
		});
		expect((await fees(emergency.reference)).fees.restoration).toBe(150 * 60_000 + 50 * 60_000 * 2);
	});

	it('is only two pits where nothing is cut open', async () => {
		const dig = await aDigWith({ geometry: along([0, 1000], [90, 1000]), method: 'trenchless', width_m: 2 });
		expect(parts(await fees(dig.reference))).toEqual([['second', false, 8]]);
	});

	it('follows geometry, width, days and what the register says of the road', async () => {
		const dig = await aDigWith({ geometry: along([0, 3000], [100, 3000]) });
		expect(parts(await fees(dig.reference))).toEqual([['third', false, 50]]);
		const { answer } = await editDig(planner.ctx, dig.reference, { width_m: 1 }, { version: dig.version });
		expect(parts(await fees(dig.reference))).toEqual([['third', false, 100]]);
		await editDig(
			planner.ctx,
			dig.reference,
			{ geometry: along([0, 3000], [10, 3000]), crs: 'EPSG:22992' },
			{ version: answer.version }
		);
		expect(parts(await fees(dig.reference))).toEqual([['third', false, 10]]);
		const graded = await setRoadGrade(coordinator.ctx, dig.reference, {
			grade: 'first',
			reason: 'سجل الطرق'
		});
		expect(parts(graded)).toEqual([['first', false, 10]]);
		expect(graded.basis.assumed).toEqual([]);
		await expect(
			setRoadGrade(planner.ctx, dig.reference, { grade: null, reason: 'x' })
		).rejects.toMatchObject({ code: 'forbidden' });
	});
});

describe('the tariff', () => {
	it('gets a new price from a day on, the old one ends the day before, and a work across splits to the piastre', async () => {
		const dig = await aDigWith({ geometry: along([0, 5000], [25, 5000]) });
		const before = await fees(dig.reference);
		const row = {
			item: 'restoration',
			grade: 'third',
			surface: 'asphalt',
			value: 50_001,
			valid_from: '2027-01-01',
			origin: 'قرار 12'
		};
		const { answer: added } = await addTariff(coordinator.ctx, row);
		const after = await fees(dig.reference);
		expect(
			after.fees.lines.filter((l) => l.item === 'restoration').map((l) => [l.formula, l.verified])
		).toEqual([
			['12.50 × 450.00 × 4/9', false],
			['12.50 × 500.01 × 5/9', true]
		]);
		// 250 000 + 347 229.1666…
		expect(after.fees.restoration).toBe(597_229);
		expect(before.fees.restoration).toBe(562_500);
		const { rows } = await p.pool.query(
			`select valid_to::text, close_reason from dig_tariff where item = 'restoration' and grade = 'third'
				and surface = 'asphalt' and valid_from = '2000-01-01'`
		);
		expect(rows).toEqual([{ valid_to: '2026-12-31', close_reason: 'قرار 12' }]);
		await expect(addTariff(coordinator.ctx, row)).rejects.toMatchObject({ code: 'already_exists' });
		await expect(addTariff(planner.ctx, row)).rejects.toMatchObject({ code: 'forbidden' });
		await expect(addTariff(coordinator.ctx, { ...row, grade: null })).rejects.toMatchObject({
			code: 'invalid_input',
			fields: [{ path: 'grade', code: 'tariff_keys' }]
		});
		await closeTariff(coordinator.ctx, added.id, { reason: 'ألغي القرار', valid_to: '2027-01-02' });
		const gap = await fees(dig.reference);
		expect(gap.fees.gaps).toMatchObject([{ window: { start: '2027-01-03', end: '2027-01-05' } }]);
		await expect(closeTariff(coordinator.ctx, added.id, { reason: 'x' })).rejects.toMatchObject({
			code: 'state_forbids'
		});
		await addTariff(coordinator.ctx, { ...row, valid_from: '2027-01-03', value: 45_000 });
	});
});

describe('an account', () => {
	it('is kept as it was drawn up, whatever the tariff does afterwards', async () => {
		const dig = await aDigWith({
			geometry: along([0, 6000], [10, 6000]),
			width_m: 1,
			window: { start: '2028-02-01', end: '2028-02-10' }
		});
		const account = await submitted(dig);
		expect(account.drawn_up).toMatchObject({ version: 2 });
		expect(account.fees.total).toBe(495_000);
		await addTariff(coordinator.ctx, {
			item: 'restoration',
			grade: 'third',
			surface: 'asphalt',
			value: 99_900,
			valid_from: '2028-02-05',
			origin: 'قرار 13'
		});
		expect(await fees(dig.reference)).toEqual(account);
		const { answer: paid } = await takePayment(cashier.ctx, dig.reference, {
			charge: 'fees',
			amount: account.due.fees
		});
		expect(paid.due.fees).toBe(0);
		await cancelReceipt(cashier.ctx, paid.receipts[0]!.number, { reason: 'تجربة' });
		const lines = await p.pool.query(
			`select l.item, l.amount::int from dig_account_line l join dig_account a on a.id = l.account_id
				where a.dig_id = $1 and a.superseded_at is null order by position`,
			[dig.id]
		);
		expect(lines.rows).toEqual([
			{ item: 'restoration', amount: 450_000 },
			{ item: 'supervision_rate', amount: 45_000 },
			{ item: 'deposit_rate', amount: 112_500 }
		]);
	});
});

describe('the cash desk', () => {
	it('takes what is due once, numbers without a gap, and cancels with a reason', async () => {
		const dig = await aDigWith({ geometry: along([0, 7000], [10, 7000]), width_m: 1 });
		await expect(
			takePayment(cashier.ctx, dig.reference, { charge: 'fees', amount: 1 })
		).rejects.toMatchObject({ code: 'state_forbids' });
		const { due } = await submitted(dig);
		expect((await cashDesk(cashier.ctx)).due).toContainEqual(
			expect.objectContaining({ reference: dig.reference, fees: due.fees, deposit: due.deposit })
		);
		await expect(
			takePayment(cashier.ctx, dig.reference, { charge: 'fees', amount: due.fees - 1 })
		).rejects.toMatchObject({ code: 'conflict' });
		await expect(
			takePayment(planner.ctx, dig.reference, { charge: 'fees', amount: due.fees })
		).rejects.toMatchObject({ code: 'forbidden' });
		const payment = { charge: 'fees', amount: due.fees, method: 'cheque', document: '4711' };
		const { answer: paid } = await takePayment(cashier.ctx, dig.reference, payment, { key: 'k-1' });
		const again = await takePayment(cashier.ctx, dig.reference, payment, { key: 'k-1' });
		expect(again.repeated).toBe(true);
		expect(paid.due).toEqual({ fees: 0, deposit: due.deposit, overrun: 0 });
		await takePayment(cashier.ctx, dig.reference, { charge: 'deposit', amount: due.deposit });
		const cancelled = await cancelReceipt(cashier.ctx, 'rc 2026 2', { reason: 'خطأ في الاسم' });
		expect(cancelled.due.fees).toBe(due.fees);
		const { answer: last } = await takePayment(cashier.ctx, dig.reference, payment);
		expect(last.receipts.map((r) => [r.number, r.cancelled?.reason ?? null])).toEqual([
			['RC-2026-000002', 'خطأ في الاسم'],
			['RC-2026-000003', null],
			['RC-2026-000004', null]
		]);
		await expect(cancelReceipt(cashier.ctx, 'RC-2026-000002', { reason: 'x' })).rejects.toMatchObject({
			code: 'state_forbids'
		});
		const desk = await cashDesk(cashier.ctx);
		expect(desk.due.map((d) => d.reference)).not.toContain(dig.reference);
		expect(desk.receipts).toHaveLength(4);
		expect((await p.pool.query('select last from dig_receipt_number')).rows).toEqual([{ last: 4 }]);
	});

	it('holds the deposit until the surface is restored and the guarantee over, and may keep a part', async () => {
		const dig = await aDigWith({ geometry: along([0, 7500], [10, 7500]), width_m: 1 });
		const { due } = await submitted(dig);
		const { answer } = await takePayment(cashier.ctx, dig.reference, {
			charge: 'deposit',
			amount: due.deposit
		});
		expect(answer.deposit).toMatchObject({ balance: due.deposit, obstacle: 'not_restored' });
		const release = () =>
			settleDeposit(coordinator.ctx, dig.reference, 'released', { reason: 'انتهى الضمان' });
		await expect(release()).rejects.toMatchObject({
			code: 'state_forbids',
			params: { state: 'not_restored' }
		});
		const part = { reason: 'هبوط في الرصف', amount: 10_000 };
		await settleDeposit(coordinator.ctx, dig.reference, 'forfeited', part);
		const { number } = (await fees(dig.reference)).receipts[0]!;
		await expect(cancelReceipt(cashier.ctx, number, { reason: 'x' })).rejects.toMatchObject({
			code: 'state_forbids'
		});
		expect((await fees(dig.reference)).deposit.balance).toBe(due.deposit - 10_000);
	});

	it('gives the deposit back when the guarantee has ended', async () => {
		const dig = await aDigWith({ geometry: along([0, 7800], [10, 7800]), width_m: 1 });
		const { due } = await submitted(dig);
		await takePayment(cashier.ctx, dig.reference, { charge: 'deposit', amount: due.deposit });
		await become(dig, 'restored');
		await p.pool.query(`update dig set guarantee_until = '2026-11-22' where id = $1`, [dig.id]);
		const release = () =>
			settleDeposit(coordinator.ctx, dig.reference, 'released', { reason: 'انتهى الضمان' });
		await expect(release()).rejects.toMatchObject({ params: { state: 'guarantee_running' } });
		clock = new Date('2026-11-23T09:00:00Z');
		const { answer } = await release();
		clock = new Date('2026-11-22T09:00:00Z');
		expect(answer.deposit.moves.map((m) => [m.kind, m.amount])).toEqual([
			['held', due.deposit],
			['released', due.deposit]
		]);
		expect(answer.deposit).toMatchObject({ balance: 0, obstacle: 'nothing_held' });
	});

	it('charges each day that the trench is open after the permitted end', async () => {
		const dig = await aDigWith({ geometry: along([0, 8000], [10, 8000]), width_m: 1 });
		await submitted(dig);
		await become(dig, 'running');
		clock = new Date('2027-01-08T09:00:00Z');
		const late = await fees(dig.reference);
		clock = new Date('2026-11-22T09:00:00Z');
		expect(late.overrun).toMatchObject({ days: 3, amount: 3 * 100_000 });
		expect(late.due.overrun).toBe(300_000);
		expect((await fees(dig.reference)).overrun).toBeNull();
	});
});
