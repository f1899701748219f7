import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transform } from '#lib/kernel/crs.ts';
import { makeCtx, type Ctx } from '#lib/server/context.ts';
import { aDig, HERE } from '../../../../../../tests/builders/digs.ts';
import { inState } from '../../../../../../tests/builders/dig-state.ts';
import { aHolder, type Holder } from '../../../../../../tests/builders/planners.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { closeReport, listReports, registerDig, sendReport } from '../index.ts';

let p: TestPlatform;
let telecom: Holder;
let inspector: Holder;
let citizen: Ctx;
const NOW = new Date('2026-12-13T06:10:00Z');

beforeAll(async () => {
	p = await testPlatform({ now: () => NOW });
	telecom = await aHolder(p, 'telecom', { now: () => new Date('2026-11-22T09:00:00Z') });
	inspector = await aHolder(p, 'inspection', { role: 'inspector' });
	citizen = makeCtx(p);
});
afterAll(() => p.close());

/** Metres east and north of the place of the tests, in WGS84. */
const at = (x: number, y: number) => transform(22992, 4326, [HERE[0] + x, HERE[1] + y]);
let senders = 0;
const send = (x: number, y: number, more: object = {}) =>
	sendReport(citizen, { at: at(x, y), ...more }, { ip: `192.0.2.${(senders += 1)}` });
async function aWork(
	y: number,
	state: 'planned' | 'granted' | 'running' | 'finished',
	start = '2026-12-10',
	end = '2026-12-20'
) {
	const title = 'مد كابل، 01001234567';
	const { answer } = await registerDig(
		telecom.ctx,
		aDig().along([0, y], [100, y]).days(start, end).with({ title }).input()
	);
	await inState(p, answer.reference, state);
	return answer.reference;
}

describe('an open trench that a citizen reports', () => {
	it('belongs to the nearest open work within thirty metres', async () => {
		const near = await aWork(0, 'granted');
		await aWork(40, 'running');
		const { work, code } = await send(50, 12);
		expect(work).toEqual({
			reference: near,
			title: 'مد كابل، …',
			organisation: { ar: 'شركة telecom', en: 'Company telecom' },
			distance_m: 12
		});
		expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
		expect((await send(50, 30)).work).toMatchObject({ distance_m: 10 });
	});

	it('is an unlicensed dig where no work is open: beyond thirty metres, only planned, or not begun', async () => {
		await aWork(1000, 'granted');
		expect((await send(50, 1029.9)).work).toMatchObject({ distance_m: 30 });
		expect((await send(50, 1030.1)).work).toBeNull();
		await aWork(2000, 'planned');
		expect((await send(50, 2000)).work).toBeNull();
		await aWork(3000, 'granted', '2026-12-14', '2026-12-20');
		expect((await send(50, 3000)).work).toBeNull();
		await aWork(4000, 'running', '2026-12-01', '2026-12-05');
		expect((await send(50, 4000)).work).not.toBeNull();
	});

	it('belongs to a work that is over as long as somebody answers for it, unless another one is open there', async () => {
		const over = await aWork(5000, 'finished', '2026-12-01', '2026-12-05');
		expect((await send(50, 5005)).work).toBeNull();
		await p.pool.query(`update dig set started_at = '2026-12-01' where reference = $1`, [over]);
		expect((await send(50, 5005)).work).toMatchObject({ reference: over });
		const set = (until: string) =>
			p.pool.query(
				`update dig set state = 'restored', restored_at = now(), guarantee_until = $2 where reference = $1`,
				[over, until]
			);
		await set('2026-12-13');
		expect((await send(50, 5005)).work).toMatchObject({ reference: over, distance_m: 5 });
		const open = await aWork(5020, 'running');
		expect((await send(50, 5005)).work).toMatchObject({ reference: open, distance_m: 15 });
		await p.pool.query(`update dig set state = 'cancelled' where reference = $1`, [open]);
		await set('2026-12-12');
		expect((await send(50, 5005)).work).toBeNull();
	});

	it('stands on the desk of those who look into it, the dangerous ones first, until it is closed', async () => {
		await send(50, 7000, { danger: true, details: 'حفرة عميقة بلا حاجز' });
		const desk = () => listReports(inspector.ctx, {});
		const before = await desk();
		expect(before.items[0]).toMatchObject({ danger: true, details: 'حفرة عميقة بلا حاجز', work: null });
		expect((await listReports(inspector.ctx, { unlicensed: '0' })).items.every((r) => r.work)).toBe(true);
		const { id } = before.items[0]!;
		await closeReport(inspector.ctx, id, { outcome: 'confirmed', reason: 'حفر بدون ترخيص، حُرر محضر' });
		expect((await desk()).total).toBe(before.total - 1);
		expect((await listReports(inspector.ctx, { state: 'confirmed' })).items).toMatchObject([{ id }]);
		const again = closeReport(inspector.ctx, id, { outcome: 'dismissed', reason: 'x' });
		await expect(again).rejects.toMatchObject({ code: 'state_forbids' });
	});

	it('is read by nobody else, not even past the policy', async () => {
		await send(50, 8000);
		await expect(listReports(citizen, {})).rejects.toMatchObject({ code: 'not_signed_in' });
		await expect(listReports(telecom.ctx, {})).rejects.toMatchObject({ code: 'forbidden' });
		const seen = await telecom.ctx.read((db) => db.selectFrom('dig_report').select('id').execute());
		expect(seen).toEqual([]);
	});

	it('is refused where it makes no sense, and when somebody sends too many', async () => {
		const bad = (input: unknown) =>
			sendReport(citizen, input, { ip: '198.51.100.1' }).then(String, (e) => e.code);
		expect(await bad({})).toBe('invalid_input');
		expect(await bad({ at: [200, 0] })).toBe('invalid_input');
		expect(await bad({ at: [2.35, 48.85] })).toMatch(/^geometry_/);
		expect(await bad({ at: at(0, 0), details: 'x'.repeat(1001) })).toBe('invalid_input');
		const one = () =>
			sendReport(citizen, { at: at(0, 9000) }, { ip: '198.51.100.2' }).then(
				() => 'taken',
				(e) => e.code
			);
		const answers = [];
		for (let i = 0; i < 11; i++) answers.push(await one());
		expect(answers.filter((a) => a === 'taken')).toHaveLength(10);
		expect(answers.at(-1)).toBe('rate_limited');
	});
});
