import { afterAll, beforeAll, expect, test } from 'vitest';
import { aDig } from '../../../../../../tests/builders/digs.ts';
import { aHolder, type Holder } from '../../../../../../tests/builders/planners.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import type { Proposal, TableWork } from '../../rules/index.ts';
import {
	answerOffer,
	deskOf,
	digJoints,
	digHistory,
	editDig,
	getDig,
	listClashes,
	registerDig,
	timelineOf
} from '../index.ts';
import { acceptPlan } from './accept.ts';
import { proposePlan } from './propose.ts';

let p: TestPlatform;
let gas: Holder;
let water: Holder;
let coordinator: Holder;
const now = () => new Date('2026-11-01T09:00:00Z');
const period = { start: '2026-12-01', end: '2026-12-31' };

beforeAll(async () => {
	p = await testPlatform();
	[gas, water] = [await aHolder(p, 'gas', { now }), await aHolder(p, 'water', { now })];
	coordinator = await aHolder(p, 'centre', { role: 'coordinator', now });
});
afterAll(() => p.close());

/** A dig along a street of its own, so many metres from the first. */
async function dig(
	who: Holder,
	street: number,
	start: string,
	end: string,
	more: Record<string, unknown> = {}
) {
	const input = aDig().along([0, street], [80, street]).days(start, end).with(more).input();
	return (await registerDig(who.ctx, input)).answer;
}

const work = (proposal: Proposal, reference: string): TableWork =>
	proposal.works.find((w) => w.reference === reference)!;
const moves = (proposal: Proposal) =>
	proposal.works
		.filter((w) => w.window && w.window.start !== w.wished.start)
		.map(({ reference, version, window }) => ({ reference, version, start: window!.start }));
const openClashes = async (reference: string) =>
	(await listClashes(coordinator.ctx, { dig: reference, rule: 'C1' })).items;

test('a plan parts the works that clash, keeps clear of what stays, and is written in one go', async () => {
	const a = await dig(gas, 0, '2026-12-10', '2026-12-14');
	const b = await dig(water, 4, '2026-12-12', '2026-12-15');
	const granted = await dig(water, 500, '2026-12-10', '2026-12-12');
	await p.pool.query(`update dig set state = 'granted' where reference = $1`, [granted.reference]);
	const beside = await dig(gas, 504, '2026-12-10', '2026-12-11');
	expect(await openClashes(a.reference)).toHaveLength(1);

	const proposal = await proposePlan(coordinator.ctx, { period });
	expect(work(proposal, granted.reference)).toMatchObject({ fixed: true, window: { start: '2026-12-10' } });
	expect(work(proposal, beside.reference)).toMatchObject({ fixed: false, window: { end: '2026-12-09' } });
	expect(proposal.figures).toMatchObject({ shift_days: 5, components: { total: 1, proved: 1 } });
	expect(proposal.pairs).toHaveLength(2);

	const accepted = await acceptPlan(coordinator.ctx, { moves: moves(proposal), reason: 'جلسة ١٢' });
	expect(accepted.answer).toMatchObject({ moved: 2, closed: expect.any(Number) });
	for (const { reference } of [a, b, beside]) expect(await openClashes(reference)).toEqual([]);
	const [moved] = moves(proposal);
	const [latest] = await digHistory(coordinator.ctx, moved!.reference);
	expect(latest).toMatchObject({ action: 'edited', reason: 'جلسة ١٢', version: moved!.version + 1 });
	const audit = await p.pool.query(`select detail from audit_log where action = 'dig.rescheduled'
		and subject_type = 'dig' order by detail ->> 'reference'`);
	expect(audit.rows.map((r) => r.detail.reference)).toEqual(
		moves(proposal)
			.map((x) => x.reference)
			.sort()
	);
	expect(audit.rows[0].detail).toMatchObject({ reason: 'جلسة ١٢', version: 2 });
	const told = (await Promise.all([gas, water].map(({ ctx }) => deskOf(ctx)))).flatMap((desk) =>
		desk.groups.filter((g) => g.kind === 'moved').flatMap((g) => g.items.map((i) => i.dig.reference))
	);
	expect(told.sort()).toEqual(
		moves(proposal)
			.map((x) => x.reference)
			.sort()
	);
	// The plan is old now.
	await expect(acceptPlan(coordinator.ctx, { moves: moves(proposal), reason: 'x' })).rejects.toThrow(
		'plan_outdated'
	);
});

test('notice, protected pavements, events and embargoes are kept; what has no place says why', async () => {
	const early = await dig(gas, 1000, '2026-12-01', '2026-12-03', { category: 'major' });
	// Registered long ago, and still not handed in: its notice begins when it is.
	const old = await dig(gas, 1300, '2026-12-01', '2026-12-03', { category: 'major' });
	await p.pool.query(`update dig set created_at = '2026-06-01' where reference = $1`, [old.reference]);
	const paved = await dig(gas, 1100, '2026-12-07', '2026-12-09');
	const never = await dig(gas, 1200, '2026-12-07', '2026-12-09');
	const around = (street: number) =>
		`st_multi(st_transform(st_buffer(st_setsrid(st_makepoint(513040, ${944_000 + street}), 22992), 20), 22992))`;
	await p.pool.query(`insert into paving (source_id, name_ar, props, geom) values
		('p', 'رصف', '{"protected_until": "2026-12-10", "paved_on": "2025-12-10"}', ${around(1100)}),
		('q', 'رصف طويل', '{"protected_until": "2028-01-01"}', ${around(1200)})`);
	const proposal = await proposePlan(coordinator.ctx, { period });
	// Twenty working days after the first of November.
	expect(work(proposal, early.reference).window!.start >= '2026-11-29').toBe(true);
	expect(work(proposal, old.reference).window!.start).toBe(work(proposal, early.reference).window!.start);
	expect(work(proposal, paved.reference).window).toEqual({ start: '2026-12-11', end: '2026-12-13' });
	expect(work(proposal, never.reference)).toMatchObject({
		window: null,
		unplaced: { reason: 'closed', by: expect.arrayContaining(['رصف طويل']) }
	});
});

test('a bar dragged into a clash, a work changed meanwhile: nothing at all is written', async () => {
	const a = await dig(gas, 2000, '2026-12-10', '2026-12-12');
	const b = await dig(water, 2004, '2026-12-11', '2026-12-12');
	const far = await dig(water, 2500, '2026-12-11', '2026-12-12');
	const move = (d: typeof a, start: string, version = 1) => ({ reference: d.reference, version, start });
	const ask = (...list: ReturnType<typeof move>[]) =>
		acceptPlan(coordinator.ctx, { moves: list, reason: 'x' });
	await expect(ask(move(far, '2026-12-20'), move(b, '2026-12-10'))).rejects.toMatchObject({
		code: 'plan_clashes',
		params: { count: 1, which: `${a.reference} / ${b.reference}` }
	});
	await expect(ask(move(far, '2026-12-20'), move(far, '2026-12-21'))).rejects.toThrow('invalid_input');
	await editDig(water.ctx, b.reference, { title: 'آخر' }, { version: 1 });
	await expect(ask(move(far, '2026-12-20'), move(b, '2026-12-20'))).rejects.toMatchObject({
		code: 'plan_outdated',
		params: { which: b.reference }
	});
	expect(await getDig(gas.ctx, far.reference)).toMatchObject({ version: 1, window: { start: '2026-12-11' } });
	expect(await openClashes(a.reference)).toHaveLength(1);
	// The same acceptance sent twice is done once.
	const body = { moves: [move(b, '2026-12-20', 2)], reason: 'x' };
	expect((await acceptPlan(coordinator.ctx, body, { key: 'k1' })).repeated).toBe(false);
	expect((await acceptPlan(coordinator.ctx, body, { key: 'k1' })).repeated).toBe(true);
});

test('works along one line are laid into one trench, which waits for its owners', async () => {
	const long = await dig(gas, 3000, '2026-12-10', '2026-12-14', { surface: 'asphalt' });
	const short = await dig(water, 3004, '2026-12-13', '2026-12-15', { surface: 'asphalt' });
	const crossing = { geometry: aDig().along([40, 2990], [40, 3010]).input().geometry };
	const across = await dig(water, 3004, '2026-12-24', '2026-12-25', crossing);
	const apart = await proposePlan(coordinator.ctx, { period });
	expect(apart).toMatchObject({ sharable: [], figures: { joint: 0 } });
	const asked = await proposePlan(coordinator.ctx, { period, joint: true });
	const pair = [long.reference, short.reference];
	expect(asked.sharable).toContainEqual(pair);
	expect(asked.sharable.flat()).not.toContain(across.reference);
	expect(asked.figures.joint).toBeGreaterThan(0);
	const placed = work(asked, short.reference).window!;
	expect(placed.start >= '2026-12-10' && placed.end <= '2026-12-14').toBe(true);
	expect(asked.figures.objective).toBeLessThan(apart.figures.objective);

	const own = moves(asked).filter((x) => pair.includes(x.reference));
	await expect(acceptPlan(coordinator.ctx, { moves: own, reason: 'x' })).rejects.toThrow('plan_clashes');
	const body = { moves: own, joint: [pair], reason: 'جلسة ١٣' };
	expect((await acceptPlan(coordinator.ctx, body)).answer).toMatchObject({ moved: own.length, proposed: 1 });
	for (const { ctx } of [gas, water]) {
		const { groups } = await deskOf(ctx);
		expect(groups.find((g) => g.kind === 'joint')?.items).toHaveLength(1);
	}
	const [offer] = (await listClashes(coordinator.ctx, { dig: short.reference, rule: 'O1' })).items;
	const { offers } = await digJoints(gas.ctx, long.reference);
	const { saving, lead } = offers.find((o) => o.clash_id === offer!.id)!.terms!;
	for (const { ctx } of [gas, water]) await answerOffer(ctx, offer!.id, { answer: 'accept', saving, lead });
	expect(await openClashes(long.reference)).toEqual([]);
	await expect(acceptPlan(coordinator.ctx, { moves: [], reason: 'x' })).rejects.toThrow('invalid_input');
});

test('only the coordinator plans', async () => {
	await expect(proposePlan(gas.ctx, { period })).rejects.toThrow('forbidden');
	const far = { start: '2206-01-01', end: '2206-02-01' };
	await expect(proposePlan(coordinator.ctx, { period: far })).rejects.toThrow('invalid_input');
	for (const bbox of [
		[1e308, 1e308, 30, 31],
		[30, 31, 29, 32]
	])
		await expect(proposePlan(coordinator.ctx, { period, bbox })).rejects.toThrow('invalid_input');
	await expect(acceptPlan(gas.ctx, { moves: [], reason: 'x' })).rejects.toThrow('forbidden');
	await expect(
		proposePlan(coordinator.ctx, { period: { start: '2026-12-02', end: '2026-12-01' } })
	).rejects.toThrow('invalid_input');
	const stop = new AbortController();
	stop.abort();
	await expect(proposePlan(coordinator.ctx, { period }, { signal: stop.signal })).rejects.toThrow(
		'cancelled'
	);
});

test('the timeline has the works of a place and of some days in their groups, and says where it is cut', async () => {
	const early = await dig(gas, 5000, '2027-02-01', '2027-02-05');
	const met = await dig(water, 5004, '2027-02-04', '2027-02-10');
	const named = await dig(gas, 5060, '2027-02-20', '2027-02-21');
	const late = await dig(gas, 5080, '2027-02-01', '2027-02-01');
	const away = await dig(gas, 7000, '2027-02-04', '2027-02-10');
	const gone = await dig(gas, 5100, '2027-02-04', '2027-02-05');
	await p.pool.query(`update dig set street = 'شارع أبو قير' where reference = $1`, [named.reference]);
	await p.pool.query(
		`update dig set state = 'running', starts_on = '2026-10-20', ends_on = '2026-10-30' where reference = $1`,
		[late.reference]
	);
	await p.pool.query(`update dig set state = 'cancelled' where reference = $1`, [gone.reference]);
	const [west, south, east, north] = early.bbox;
	const bbox = `${west - 0.002},${south - 0.002},${east + 0.002},${north + 0.002}`;
	const ask = (more: Record<string, string>) =>
		timelineOf(coordinator.ctx, { from: '2027-02-01', to: '2027-02-28', bbox, ...more });

	const byStreet = await ask({});
	expect(byStreet).toMatchObject({ shown: 3, total: 3, next_cursor: null, by: 'street' });
	expect(byStreet.groups.map((g) => [g.name?.ar ?? null, g.works.map((w) => w.reference)])).toEqual([
		['شارع أبو قير', [named.reference]],
		[null, [early.reference, met.reference]]
	]);
	const [first, second] = byStreet.groups[1]!.works;
	// One mark for the pair, whatever rules it meets under.
	expect(first!.clashes).toEqual([{ start: '2027-02-04', end: '2027-02-05', severity: 'block' }]);
	expect(second!.clashes).toHaveLength(1);
	expect(first!.geometry.type).toMatch(/LineString/);

	const byPromoter = await ask({ by: 'promoter' });
	expect(byPromoter.groups.map((g) => g.works.map((w) => w.reference))).toEqual([
		[early.reference, named.reference],
		[met.reference]
	]);
	expect(byPromoter.groups[0]!.name).toEqual(byPromoter.groups[0]!.works[0]!.promoter);

	const page = await ask({ limit: '2' });
	expect(page).toMatchObject({ shown: 2, total: 3 });
	const rest = await ask({ limit: '2', cursor: page.next_cursor! });
	expect(rest.groups.flatMap((g) => g.works.map((w) => w.reference))).toEqual([named.reference]);
	expect(rest).toMatchObject({ shown: 1, total: 3, next_cursor: null });

	// A running work goes on until today, here the first of November.
	const november = await timelineOf(coordinator.ctx, { from: '2026-11-01', to: '2026-11-01', bbox });
	expect(november.groups.flatMap((g) => g.works)).toMatchObject([
		{ reference: late.reference, late: true, window: { start: '2026-10-20', end: '2026-11-01' } }
	]);
	const everywhere = await timelineOf(coordinator.ctx, { from: '2027-02-04', to: '2027-02-04' });
	expect(everywhere.groups.flatMap((g) => g.works.map((w) => w.reference))).toContain(away.reference);
	await expect(ask({ from: '2027-03-01' })).rejects.toThrow('invalid_input');
	await expect(ask({ bbox: '1,2' })).rejects.toThrow('invalid_input');
	await expect(ask({ cursor: 'x' })).rejects.toThrow('invalid_input');
});
