import { afterAll, beforeAll, expect, test } from 'vitest';
import { aDig } from '../../../../../../tests/builders/digs.ts';
import { aHolder, type Holder } from '../../../../../../tests/builders/planners.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import type { Clash, ClashRule } from '../../rules/index.ts';
import { deskOf, editDig, listClashes, registerDig } from '../index.ts';
import { judgeClash } from './index.ts';

let p: TestPlatform;
let gas: Holder;
let water: Holder;
let coordinator: Holder;
const now = () => new Date('2026-11-01T09:00:00Z');

beforeAll(async () => {
	p = await testPlatform();
	[gas, water] = [await aHolder(p, 'gas', { now }), await aHolder(p, 'water', { now })];
	coordinator = await aHolder(p, 'centre', { role: 'coordinator', now });
});
afterAll(() => p.close());

async function aClash(street: number) {
	const input = (y: number) => aDig().along([0, y], [100, y]).days('2026-12-10', '2026-12-14').input();
	const a = (await registerDig(gas.ctx, input(street))).answer;
	const b = (await registerDig(water.ctx, input(street + 6))).answer;
	return { a, b, clash: await theClash(a.reference) };
}

async function theClash(reference: string, rule: ClashRule = 'C1'): Promise<Clash> {
	return (await listClashes(coordinator.ctx, { dig: reference, rule })).items[0]!;
}
/** The works on a desk for one reason. */
const onDesk = async ({ ctx }: Holder, kind: string) =>
	(await deskOf(ctx)).groups.find((g) => g.kind === kind)?.items.map((i) => i.dig.reference) ?? [];
const states = (clash: Clash) => clash.positions.map((x) => x.state);

test('each party says its word with a reason, survives small edits, and is asked again on a real change', async () => {
	const { a, b, clash } = await aClash(0);
	expect(states(clash)).toEqual(['open', 'open']);
	expect(await onDesk(water, 'judge')).toEqual([b.reference]);
	const said = { answer: 'no', reason: 'نعمل ليلاً وهم نهاراً' };
	const { answer } = await judgeClash(water.ctx, clash.id, said, { key: 'k' });
	expect(states(answer)).toEqual(['open', 'no']);
	expect(answer.positions[1]).toMatchObject({
		party: { code: 'water' },
		judgements: [{ ...said, person: { ar: 'موظف water' }, of: { rule: 'C1', severity: 'block', days: 5 } }]
	});
	expect((await judgeClash(water.ctx, clash.id, said, { key: 'k' })).repeated).toBe(true);
	expect(await onDesk(water, 'judge')).toEqual([]);
	await judgeClash(gas.ctx, clash.id, { answer: 'later', reason: 'ننتظر المقاول' });

	// A metre at the end of a hundred: the same clash.
	const line = (to: number, y: number) => aDig().along([0, y], [to, y]).input();
	const { geometry, crs } = line(99, 6);
	await editDig(water.ctx, b.reference, { geometry, crs, title: 'وصف آخر' }, { version: 1 });
	expect(states(await theClash(a.reference))).toEqual(['later', 'no']);
	expect((await theClash(a.reference)).id).toBe(clash.id);

	// A quarter less ground.
	await editDig(water.ctx, b.reference, { geometry: line(75, 6).geometry, crs }, { version: 2 });
	expect(states(await theClash(a.reference))).toEqual(['again', 'again']);
	expect(await onDesk(water, 'judge')).toEqual([b.reference]);
	await judgeClash(water.ctx, clash.id, { answer: 'yes', reason: 'لم يعد يكفي' });
	const twice = await theClash(a.reference);
	expect(states(twice)).toEqual(['again', 'yes']);
	expect(twice.positions[1]!.judgements.map((j) => j.answer)).toEqual(['yes', 'no']);

	// Days change; then the works part, and what was a clash is merely too soon after.
	await editDig(
		water.ctx,
		b.reference,
		{ window: { start: '2026-12-12', end: '2026-12-16' } },
		{ version: 3 }
	);
	expect(states(await theClash(a.reference))).toEqual(['again', 'again']);
	await editDig(
		water.ctx,
		b.reference,
		{ window: { start: '2026-12-16', end: '2026-12-18' } },
		{ version: 4 }
	);
	const after = await theClash(a.reference, 'C3');
	expect(states(after)).toEqual(['again', 'again']);
	await expect(judgeClash(gas.ctx, clash.id, said)).rejects.toThrow('clash_closed');
	const offer = await theClash(a.reference, 'O1');
	expect(offer.positions).toEqual([]);
	await expect(judgeClash(gas.ctx, offer.id, said)).rejects.toThrow('clash_is_offer');

	const { rows } = await p.pool.query(
		`select count(*)::int as n from audit_log where action = 'clash.judged' and subject_id = $1`,
		[clash.id]
	);
	expect(rows[0].n).toBe(3);
});

test('only a party judges, in its own name, and with a reason', async () => {
	const { clash } = await aClash(300);
	const power = await aHolder(p, 'power', { now });
	const said = { answer: 'yes', reason: 'x' };
	for (const { ctx } of [power, coordinator])
		await expect(judgeClash(ctx, clash.id, said)).rejects.toThrow('forbidden');
	await expect(judgeClash(gas.ctx, clash.id, { ...said, party: 'water' })).rejects.toThrow('forbidden');
	await expect(judgeClash(gas.ctx, clash.id, { ...said, reason: ' ' })).rejects.toThrow('invalid_input');
	await expect(judgeClash(gas.ctx, clash.id, { ...said, answer: 'maybe' })).rejects.toThrow('invalid_input');
	for (const id of ['0', 'x', '99999999999999999999'])
		await expect(judgeClash(gas.ctx, id, said)).rejects.toThrow('not_found');
});
