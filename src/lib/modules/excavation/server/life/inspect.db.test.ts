import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDig } from '../../../../../../tests/builders/digs.ts';
import { anOffice, granted, type Office } from '../../../../../../tests/builders/life.ts';
import { aHolder, type Holder } from '../../../../../../tests/builders/planners.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { aJpeg } from '#lib/server/files/hostile.fixture.ts';
import { makeCtx } from '#lib/server/context.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import type { Dig } from '../../rules/index.ts';
import {
	closeDig,
	deskOf,
	digHistory,
	digStanding,
	finishDig,
	getDig,
	keepDigFile,
	listInspections,
	recordInspection,
	registerDig,
	startDig,
	sweepDigs
} from '../index.ts';

let p: TestPlatform;
let telecom: Holder;
let inspector: Holder;
let office: Office;
const SUNDAY = new Date('2026-11-22T08:00:00Z');
let clock = SUNDAY;
const now = () => clock;
const at = (moment: string) => (clock = new Date(moment));

beforeAll(async () => {
	p = await testPlatform();
	telecom = await aHolder(p, 'telecom', { now });
	inspector = await aHolder(p, 'north', { role: 'inspector', now });
	office = await anOffice(p, now);
});
afterAll(() => p.close());

let field = 0;
/** A work on site since 20 December; over on the 24th. */
async function running(): Promise<Dig> {
	field += 1000;
	clock = SUNDAY;
	const input = aDig().along([0, field], [60, field]).days('2026-12-20', '2026-12-31').input();
	const permit = await granted(telecom, office, (await registerDig(telecom.ctx, input)).answer);
	at('2026-12-20T06:00:00Z');
	return (await startDig(telecom.ctx, permit.reference, {}, permit)).answer;
}
async function finished(): Promise<Dig> {
	const dig = await running();
	at('2026-12-24T12:00:00Z');
	return (await finishDig(telecom.ctx, dig.reference, {}, dig)).answer;
}
const found = (more: Record<string, unknown> = {}) => ({
	...{ id: randomUUID(), kind: 'reinstatement_final', result: 'pass', at: clock.toISOString() },
	...more
});
const inspect = async (dig: Dig, input: unknown, by = inspector) =>
	recordInspection(by.ctx, dig.reference, input);
const openDefects = async (dig: Dig) =>
	(await listInspections(telecom.ctx, dig.reference))
		.flatMap((i) => i.defects)
		.filter((d) => d.fixed_at === null)
		.map((d) => d.id);
const SETTLED = [{ kind: 'settlement', remark: 'هبوط 4 سم عند نهاية الخندق' }];

describe('an inspection', () => {
	it('is recorded once, however often the telephone sends it, with photo and place', async () => {
		const dig = await running();
		const photo = await keepDigFile(inspector.ctx, aJpeg(40, 30));
		at('2026-12-21T08:00:00Z');
		const input = found({
			...{ kind: 'during', result: 'fail', defects: [{ kind: 'safety' }], photos: [photo.sha256] },
			...{ position: [29.9, 31.2], accuracy_m: 12 }
		});
		at('2026-12-23T18:00:00Z');
		const [first, again] = [await inspect(dig, input), await inspect(dig, input)];
		expect([first.repeated, again.repeated]).toEqual([false, true]);
		expect(again.answer).toEqual(first.answer);
		expect(first.answer).toMatchObject({
			at: '2026-12-21T08:00:00.000Z',
			received_at: '2026-12-23T18:00:00.000Z',
			photos: [photo.sha256],
			defects: [{ kind: 'safety', fixed_at: null }],
			person: { en: 'Officer north' }
		});
		expect(first.answer.distance_m).toBeGreaterThan(0);
		expect(await listInspections(telecom.ctx, dig.reference)).toHaveLength(1);
		await expect(inspect(dig, { ...input, result: 'pass', defects: [] })).rejects.toMatchObject({
			code: 'key_reused'
		});
		const { rows } = await p.pool.query(`select count(*)::int as n from dig_inspection where id = $1`, [
			input.id
		]);
		expect(rows[0].n).toBe(1);
	});

	it('is for inspectors, says what is wrong, and lies in the past', async () => {
		const dig = await running();
		await expect(inspect(dig, found(), telecom)).rejects.toMatchObject({ code: 'forbidden' });
		const wrong = async (more: Record<string, unknown>, field_: string) =>
			expect(inspect(dig, found({ kind: 'during', ...more }))).rejects.toMatchObject({
				fields: [{ path: field_ }]
			});
		await wrong({ result: 'fail' }, 'defects');
		await wrong({ defects: SETTLED }, 'result');
		await wrong({ result: 'fail', defects: [{ kind: 'other' }] }, 'defects.0.remark');
		await wrong({ at: '2027-01-01T00:00:00Z' }, 'at');
		await wrong({ photos: ['0'.repeat(64)] }, 'photos.0');
		await wrong({ fixed: ['999999'] }, 'fixed');
		await expect(inspect(dig, found())).rejects.toMatchObject({ code: 'state_forbids' });
		expect(await listInspections(telecom.ctx, dig.reference)).toEqual([]);
	});
});

describe('the street made good', () => {
	it('is accepted when nothing is defective, and its guarantee begins that day', async () => {
		const dig = await finished();
		expect((await deskOf(inspector.ctx)).groups.find((g) => g.kind === 'inspect')?.items).toContainEqual(
			expect.objectContaining({ dig: expect.objectContaining({ reference: dig.reference }) })
		);
		at('2026-12-28T09:00:00Z');
		await inspect(dig, found({ result: 'fail', defects: SETTLED }));
		expect(await getDig(telecom.ctx, dig.reference)).toMatchObject({
			state: 'finished',
			life: { open_defects: 1 }
		});
		expect((await deskOf(telecom.ctx)).groups.find((g) => g.kind === 'defects')?.items).toContainEqual(
			expect.objectContaining({
				dig: expect.objectContaining({ reference: dig.reference }),
				reason: 'settlement'
			})
		);
		at('2027-01-10T09:00:00Z');
		await expect(inspect(dig, found())).rejects.toMatchObject({
			code: 'dig_defects_open',
			params: { count: 1 }
		});
		const defects = await openDefects(dig);
		await inspect(dig, found({ fixed: defects }));
		expect(await getDig(telecom.ctx, dig.reference)).toMatchObject({
			state: 'restored',
			life: { guarantee_until: '2028-01-10', open_defects: 0 }
		});
		expect((await digHistory(telecom.ctx, dig.reference))[0]).toMatchObject({
			action: 'restored',
			person: { en: 'Officer north' }
		});
		expect((await digStanding(telecom.ctx, dig.reference)).inspections.map((i) => i.result)).toEqual([
			'pass',
			'fail'
		]);
	});

	it('is not accepted on a day before it was over, which would end its guarantee at once', async () => {
		const dig = await finished();
		const refused = { code: 'invalid_input', fields: [{ path: 'at', code: 'dig_inspected_before' }] };
		for (const [kind, moment] of [
			['reinstatement_final', '2020-01-01T09:00:00Z'],
			['reinstatement_final', '2026-12-23T09:00:00Z'],
			['during', '2026-12-19T09:00:00Z']
		])
			await expect(inspect(dig, found({ kind, at: moment }))).rejects.toMatchObject(refused);
		at('2026-12-28T09:00:00Z');
		await inspect(dig, found());
		await expect(
			inspect(dig, found({ kind: 'guarantee', at: '2026-12-26T09:00:00Z' }))
		).rejects.toMatchObject(refused);
		expect(await getDig(telecom.ctx, dig.reference)).toMatchObject({
			state: 'restored',
			life: { guarantee_until: '2027-12-28' }
		});
	});

	it('was not over while an inspector still saw it open, nor days before anybody was told', async () => {
		const dig = await running();
		at('2026-12-27T08:00:00Z');
		await inspect(dig, found({ kind: 'during' }));
		at('2026-12-28T08:00:00Z');
		const finish = async (finished_on: string) =>
			finishDig(telecom.ctx, dig.reference, { finished_on }, await getDig(telecom.ctx, dig.reference));
		const refused = { fields: [{ path: 'finished_on', code: 'dig_finished_on' }] };
		await expect(finish('2026-12-26')).rejects.toMatchObject(refused);
		at('2027-01-10T08:00:00Z');
		await sweepDigs(makeCtx(p, { actor: SYSTEM, now }));
		await expect(finish('2026-12-31')).rejects.toMatchObject(refused);
		expect((await finish('2027-01-06')).answer).toMatchObject({
			state: 'finished',
			window: { end: '2027-01-06' }
		});
	});

	it('is closed by the coordinator when the guarantee has ended with nothing open', async () => {
		const dig = await finished();
		await inspect(dig, found());
		const restored = await getDig(telecom.ctx, dig.reference);
		const close = async () =>
			closeDig(office.centre.ctx, dig.reference, {}, await getDig(telecom.ctx, dig.reference));
		await expect(close()).rejects.toMatchObject({ code: 'state_forbids' });
		at('2027-12-25T09:00:00Z');
		await inspect(dig, found({ kind: 'guarantee', result: 'fail', defects: SETTLED }));
		await expect(close()).rejects.toMatchObject({ code: 'state_forbids' });
		const defects = await openDefects(dig);
		at('2028-01-20T09:00:00Z');
		await inspect(dig, found({ kind: 'guarantee', fixed: defects }));
		expect((await deskOf(office.centre.ctx)).groups.find((g) => g.kind === 'to_close')?.items).toContainEqual(
			expect.objectContaining({ dig: expect.objectContaining({ reference: dig.reference }) })
		);
		await expect(closeDig(telecom.ctx, dig.reference, {}, restored)).rejects.toMatchObject({
			code: 'forbidden'
		});
		expect((await close()).answer.state).toBe('closed');
	});

	it('is neither accepted nor closed by the database while a defect is open', async () => {
		const dig = await finished();
		await inspect(dig, found({ result: 'fail', defects: SETTLED }));
		const accept = makeCtx(p, { actor: SYSTEM, now }).transaction((tx) =>
			tx.db.updateTable('dig').set({ state: 'restored' }).where('id', '=', dig.id).execute()
		);
		await expect(accept).rejects.toMatchObject({ constraint: 'dig_without_defects' });
	});
});
