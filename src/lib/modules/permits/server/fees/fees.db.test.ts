import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aHolder, type Holder } from '../../../../../../tests/builders/planners.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { makeCtx } from '#lib/server/context.ts';
import { feeCaseOf, QuoteFees } from '../../rules/index.ts';
import { feeFormulas, feesFor, quoteFees, setFeeFormula } from '../index.ts';

let p: TestPlatform;
let head: Holder;
let clerk: Holder;
const now = () => new Date('2026-11-22T09:00:00Z');

beforeAll(async () => {
	p = await testPlatform();
	head = await aHolder(p, 'housing', { role: 'head_of_engineering', now });
	clerk = await aHolder(p, 'window', { role: 'window_clerk', now });
});
afterAll(() => p.close());

const floor = { use: 'residential', area_m2: 120.5 };
const building = {
	place: 'city',
	permit_type: 'new',
	floors: [floor, floor, floor, floor],
	plot_m2: 250,
	height_m: 13,
	units: 8
};
const flat = (fee: string, amount: number, more: object = {}) => ({
	fee,
	title: { ar: 'رسم تجربة', en: 'Trial fee' },
	stage: 'issue',
	formula: { kind: 'flat', amount },
	valid_from: '2027-01-01',
	source: 'قرار 5 لسنة 2026',
	...more
});
const set = (row: object, key?: string) => setFeeFormula(head.ctx, row, { key });
const amountOf = async (fee: string, on: string, more: object = {}) =>
	(await quoteFees(clerk.ctx, { ...building, ...more, on })).lines.find((l) => l.fee === fee)?.amount;

describe('the table as it comes', () => {
	it('prices a building by the examples that were found, every line unverified with its source', async () => {
		const fees = await quoteFees(clerk.ctx, building);
		// The value of the works: 4 x 120.5 m² at 4000 pounds.
		expect(fees.works_value).toMatchObject({
			amount: 1_928_000_00,
			parts: [{ use: 'residential', area: 482_00 }]
		});
		expect(Object.fromEntries(fees.lines.map((l) => [l.fee, l.amount]))).toEqual({
			examination: 20_00,
			excavation_deposit: 482_00,
			insurance_document: 125_00,
			insurance_pool: 3_856_00,
			licence_issue: 200_00,
			licence_rate: 3_856_00,
			quality_tax: 60_00,
			services: 10_00
		});
		expect(fees).toMatchObject({ total: 8_609_00, gaps: [], unverified: true });
		expect(fees.lines.every((l) => l.unverified && l.source && l.version === 1)).toBe(true);
		// Of a plot over 400 m² civil protection takes its own.
		expect(await amountOf('civil_protection', '2026-11-22', { plot_m2: 400.01 })).toBe(120_50);
	});

	it('prices a statement, a demolition that has grown with its cap, a certificate', async () => {
		const total = async (more: object) => (await quoteFees(clerk.ctx, { ...building, ...more })).total;
		expect(await total({ permit_type: 'statement' })).toBe(200_00);
		expect(await total({ permit_type: 'statement', place: 'village' })).toBe(114_00);
		expect(await total({ permit_type: 'conformity' })).toBe(1_000_00);
		const nine = { permit_type: 'demolition', floors: Array.from({ length: 9 }, () => floor) };
		// 1000 x 1.03^17
		expect(await amountOf('licence_issue', '2026-11-22', nine)).toBe(1_652_85);
	});
});

describe('a change of the table', () => {
	it('is a new row from a day on; quotes of the days before keep the old one', async () => {
		expect((await set(flat('trial', 100))).answer.version).toBe(1);
		expect((await set(flat('trial', 300, { valid_from: '2027-07-01' }))).answer.version).toBe(2);
		// Between the two, told late.
		expect((await set(flat('trial', 200, { valid_from: '2027-04-01' }))).answer.version).toBe(3);
		const days = ['2026-12-31', '2027-01-01', '2027-03-31', '2027-04-01', '2027-06-30', '2027-07-01'];
		const paid = await Promise.all(days.map((day) => amountOf('trial', day)));
		expect(paid).toEqual([undefined, 100, 100, 200, 200, 300]);
		// A mistaken row is replaced by another of the same first day, and stays on record.
		await set(flat('trial', 250, { valid_from: '2027-04-01' }));
		expect(await amountOf('trial', '2027-04-01')).toBe(250);
		expect(await amountOf('trial', '2027-07-01')).toBe(300);
		const { rows } = await feeFormulas(clerk.ctx);
		expect(
			rows
				.filter((r) => r.fee === 'trial')
				.map((r) => [r.valid_from, r.valid_until, r.version, r.in_force, r.unverified])
		).toEqual([
			['2027-01-01', '2027-04-01', 1, true, false],
			['2027-04-01', null, 3, false, false],
			['2027-04-01', '2027-07-01', 4, true, false],
			['2027-07-01', null, 2, true, false]
		]);
		await set(flat('trial', 0, { valid_from: '2027-09-01', formula: { kind: 'ended' } }));
		expect(await amountOf('trial', '2027-09-01')).toBeUndefined();
	});

	it('is for heads of engineering, is audited, and done once for a repeated request', async () => {
		await expect(setFeeFormula(clerk.ctx, flat('once', 1))).rejects.toMatchObject({ code: 'forbidden' });
		await expect(feeFormulas(makeCtx(p))).rejects.toMatchObject({ code: 'not_signed_in' });
		const [a, b] = [await set(flat('once', 1), 'k-1'), await set(flat('once', 1), 'k-1')];
		expect([b.repeated, b.answer]).toEqual([true, a.answer]);
		const { rows } = await p.pool.query(
			"select detail from audit_log where action = 'permit_tariff.set' and subject_id = $1",
			[a.answer.id]
		);
		expect(rows).toMatchObject([{ detail: { fee: 'once', version: 1, source: 'قرار 5 لسنة 2026' } }]);
	});

	it('cannot be had by SQL as the application: no row is edited or taken away, no two hold on a day', async () => {
		const as = (query: string) => head.ctx.transaction((tx) => sql.raw(query).execute(tx.db));
		await expect(as("update permit_fee_formula set formula = '{}' where fee = 'services'")).rejects.toThrow(
			/denied/
		);
		await expect(as("delete from permit_fee_formula where fee = 'services'")).rejects.toThrow(/denied/);
		await expect(
			p.pool.query("update permit_fee_formula set holds = daterange(valid_from, null) where fee = 'trial'")
		).rejects.toThrow(/permit_fee_formula_one_a_day/);
	});
});

it('refuses sizes whose price no number holds', async () => {
	const dear = {
		title: { ar: 'أ', en: 'a' },
		stage: null,
		formula: { kind: 'unit_cost', rate: 1e11 },
		variant: 'gold'
	};
	await set({ ...flat('works_value', 1), ...dear });
	const floors = Array.from({ length: 100 }, () => ({ use: 'gold', area_m2: 1e6 }));
	await expect(quoteFees(clerk.ctx, { ...building, floors, on: '2027-01-01' })).rejects.toMatchObject({
		code: 'permit_fees_too_large'
	});
});

describe('inside a transaction', () => {
	it('gives the lines, or names what is missing', async () => {
		const lines = (input: object) =>
			clerk.ctx.transaction((tx) => feesFor(tx.db, feeCaseOf(QuoteFees.parse(input), '2026-11-22')));
		expect((await lines({ ...building, stages: ['intake'] })).map((l) => l.fee)).toEqual(['examination']);
		await expect(lines({ ...building, floors: [{ use: 'moon_base', area_m2: 1 }] })).rejects.toMatchObject({
			code: 'permit_fees_unknown',
			fields: expect.arrayContaining([
				expect.objectContaining({
					path: 'moon_base',
					code: 'permit_fee_no_unit_cost',
					params: expect.objectContaining({
						ar: expect.stringMatching(/^.+: لا سعر للمتر للاستعمال «moon_base»$/)
					})
				})
			])
		});
	});
});
