import { afterAll, beforeAll, expect, test } from 'vitest';
import { bruteForcePairs } from '../../../../../../tests/builders/brute-force-pairs.ts';
import { aDig } from '../../../../../../tests/builders/digs.ts';
import { aHolder, type Holder } from '../../../../../../tests/builders/planners.ts';
import { randomDigs } from '../../../../../../tests/builders/random-digs.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import type { Clash, Dig, JointOffer } from '../../rules/index.ts';
import { recomputeClashes } from '../clashes.ts';
import {
	acceptPlan,
	cancelDig,
	checkDig,
	deskOf,
	digFees,
	digHistory,
	editDig,
	getDig,
	importDigs,
	listClashes,
	proposePlan,
	registerDig,
	submitDig
} from '../index.ts';
import { addJointPrice, answerOffer, digJoints, endJoint, listJointPrices, listSavings } from './index.ts';

let p: TestPlatform;
let water: Holder;
let power: Holder;
let gas: Holder;
let coordinator: Holder;
const now = () => new Date('2026-11-01T09:00:00Z');

beforeAll(async () => {
	p = await testPlatform();
	[water, power, gas] = [
		await aHolder(p, 'water', { now }),
		await aHolder(p, 'power', { now }),
		await aHolder(p, 'gas', { now })
	];
	coordinator = await aHolder(p, 'centre', { role: 'coordinator', now });
});
afterAll(() => p.close());

/** A dig along a street of its own, so many metres north of the first. */
async function dig(who: Holder, street: number, days: [string, string], more: Record<string, unknown> = {}) {
	const input = aDig()
		.along([0, street], [600, street])
		.days(...days)
		.with(more)
		.input();
	return (await registerDig(who.ctx, input)).answer;
}

async function clashesOf(reference: string): Promise<Clash[]> {
	return (await listClashes(coordinator.ctx, { dig: reference })).items;
}

async function offerOf(who: Holder, reference: string, other: string): Promise<JointOffer> {
	const clash = (await clashesOf(reference)).find(
		(c) => c.rule === 'O1' && [c.a.reference, c.b?.reference].includes(other)
	);
	const { offers } = await digJoints(who.ctx, reference);
	return offers.find((o) => o.clash_id === clash?.id)!;
}

/** The works on a desk for one reason. */
const onDesk = async ({ ctx }: Holder, kind: string) =>
	(await deskOf(ctx)).groups.find((g) => g.kind === kind)?.items.map((i) => i.dig.reference) ?? [];

const accept = ({ terms }: JointOffer) =>
	({ answer: 'accept', saving: terms!.saving, lead: terms!.lead }) as const;

/** Water from the 1st to the 20th, power a few metres beside it three weeks later and 60 m less far. */
async function aPair(street: number): Promise<{ a: Dig; b: Dig; offer: JointOffer }> {
	const a = await dig(water, street, ['2027-03-01', '2027-03-20'], { width_m: 1.2, surface: 'asphalt' });
	const b = await dig(power, street + 4, ['2027-03-25', '2027-04-03'], {
		width_m: 0.6,
		geometry: aDig()
			.along([0, street + 4], [540, street + 4])
			.input().geometry
	});
	return { a, b, offer: await offerOf(power, b.reference, a.reference) };
}

test('an offer tells the shared metres, the money, the days and the split', async () => {
	const { a, b, offer } = await aPair(0);
	// 540 m, and what a buffer of 5 m reaches beyond its end at 4 m distance is no part of either line but its own.
	const terms = offer.terms!;
	expect(terms.shared_m).toBeCloseTo(540, 0);
	expect(terms).toMatchObject({ lead: a.reference, window: a.window, days_saved: 10 });
	expect(terms.price).toMatchObject({ road_class: 'local', surface: 'asphalt', verified: false });
	const { cut, backfill, restore } = terms.price;
	expect(terms.saving).toBe(Math.round(terms.shared_m * (cut + backfill + restore)));
	const share = (reference: string) => terms.parties.find((x) => x.reference === reference)!.share;
	expect(share(a.reference) + share(b.reference)).toBe(terms.saving);
	expect(Math.abs(share(a.reference) - 2 * share(b.reference))).toBeLessThanOrEqual(2);
});

test('both accept: the follower moves, the clashes go, the ledger rises; each step is on record', async () => {
	const { a, b, offer } = await aPair(100);
	const first = await answerOffer(water.ctx, offer.clash_id, accept(offer), { key: 'k' });
	expect(first.answer).toMatchObject({ state: 'proposed' });
	expect((await answerOffer(water.ctx, offer.clash_id, accept(offer), { key: 'k' })).repeated).toBe(true);
	expect(first.answer.answers.map((x) => x.answer).sort()).toEqual(['accepted', null]);
	expect((await getDig(power.ctx, b.reference)).window).toEqual(b.window);

	expect(await onDesk(power, 'joint')).toEqual([b.reference]);
	expect(await onDesk(water, 'joint')).toEqual([]);
	const { answer: signed } = await answerOffer(power.ctx, offer.clash_id, accept(offer));
	expect(signed).toMatchObject({ state: 'signed', terms: { lead: a.reference } });
	expect(await onDesk(power, 'joint')).toEqual([]);
	// The one who signed last knows; the lead is told that it now digs for two.
	expect(await onDesk(power, 'moved')).toEqual([]);
	expect(await onDesk(water, 'moved')).toEqual([a.reference]);
	const moved = await getDig(power.ctx, b.reference);
	expect(moved).toMatchObject({ window: a.window, version: b.version + 1, clashes: 0 });
	expect(await clashesOf(a.reference)).toEqual([]);
	const [entry] = await digHistory(power.ctx, b.reference);
	expect(entry).toMatchObject({ reason: `خندق مشترك يقوده ${a.reference}`, action: 'edited' });
	expect(entry!.changes).toContainEqual({ field: 'window', before: b.window, after: a.window });
	// One opening and one deposit: all of the follower's 540 m lie in the zone of the lead.
	const paying = async (reference: string) => {
		const { basis, fees } = await digFees(water.ctx, reference);
		return { led_by: basis.led_by, m2: basis.parts.reduce((sum, q) => sum + q.area, 0) / 100, ...fees };
	};
	expect(await paying(a.reference)).toMatchObject({ led_by: null, m2: 720 });
	expect(await paying(b.reference)).toMatchObject({ led_by: a.reference, m2: 0, deposit: 0, restoration: 0 });
	expect(await digJoints(water.ctx, a.reference)).toMatchObject({ joined: { id: signed.id }, offers: [] });

	const { rows } = await p.pool.query(
		`select action from audit_log where action like 'joint.%' or action = 'dig.rescheduled' order by at`
	);
	expect(rows.map((r) => r.action)).toEqual([
		'joint.accepted',
		'joint.accepted',
		'dig.rescheduled',
		'joint.signed'
	]);
	const savings = await listSavings(water.ctx, {});
	expect(savings.total).toMatchObject({ piastres: offer.terms!.saving, days: 10 });
	expect(savings.total.metres).toBe(offer.terms!.shared_m);
	expect(savings.organisations.map((o) => o.code).sort()).toEqual(['power', 'water']);

	// Editing one of them asks nothing of the other; its own days are agreed.
	const input = { geometry: moved.geometry, window: a.window, except: b.reference };
	expect((await checkDig(power.ctx, input)).clashes).toEqual([]);
	await expect(
		editDig(power.ctx, b.reference, { window: b.window }, { version: moved.version })
	).rejects.toThrow('dig_joined');

	// A third work beside them meets both, and a plan leaves the agreed days alone.
	const third = await dig(gas, 102, ['2027-03-10', '2027-03-12']);
	expect((await clashesOf(third.reference)).filter((c) => c.rule === 'C1')).toHaveLength(2);
	const plan = await proposePlan(coordinator.ctx, { period: { start: '2027-02-01', end: '2027-04-30' } });
	const at = (reference: string) => plan.works.find((w) => w.reference === reference)!;
	expect(at(a.reference)).toMatchObject({ fixed: true, window: a.window });
	expect(at(third.reference).window!.start).not.toBe('2027-03-10');
	await expect(
		acceptPlan(coordinator.ctx, {
			moves: [{ reference: b.reference, version: moved.version, start: '2027-04-10' }],
			reason: 'x'
		})
	).rejects.toThrow('dig_joined');

	// The third joins: one trench for three, the ledger holds the difference.
	const offered = await offerOf(gas, third.reference, a.reference);
	expect(offered.terms!.parties).toHaveLength(3);
	for (const who of [gas, water, power]) await answerOffer(who.ctx, offered.clash_id, accept(offered));
	expect(await getDig(gas.ctx, third.reference)).toMatchObject({ window: a.window, clashes: 0 });
	expect((await listSavings(water.ctx, {})).total.piastres).toBe(offered.terms!.saving);

	// Given up: they meet again, and the ledger takes it back.
	const { joined } = await digJoints(gas.ctx, third.reference);
	await expect(endJoint(coordinator.ctx, joined!.id, { reason: 'x' })).rejects.toThrow('forbidden');
	await endJoint(gas.ctx, joined!.id, { reason: 'تغيّر المسار' });
	await expect(endJoint(gas.ctx, joined!.id, { reason: 'x' })).rejects.toThrow('joint_over');
	expect((await clashesOf(a.reference)).filter((c) => c.rule === 'C1')).toHaveLength(2);
	expect((await listSavings(water.ctx, {})).total).toEqual({ piastres: 0, metres: 0, days: 0 });
});

test('a refusal needs a reason and ends the proposal; terms that changed are not accepted unseen', async () => {
	const { a, b, offer } = await aPair(300);
	await expect(answerOffer(gas.ctx, offer.clash_id, accept(offer))).rejects.toThrow('forbidden');
	await expect(answerOffer(power.ctx, offer.clash_id, { answer: 'refuse', reason: ' ' })).rejects.toThrow(
		'invalid_input'
	);
	await answerOffer(water.ctx, offer.clash_id, accept(offer));
	const { answer: refused } = await answerOffer(power.ctx, offer.clash_id, {
		answer: 'refuse',
		reason: 'المقاول ملتزم بموعده'
	});
	expect(refused).toMatchObject({ state: 'refused' });
	expect(refused.answers.find((x) => x.reference === b.reference)).toMatchObject({
		answer: 'refused',
		reason: 'المقاول ملتزم بموعده'
	});
	expect((await getDig(power.ctx, b.reference)).window).toEqual(b.window);

	// Asked anew after a while; meanwhile a width changes, so what water said is void.
	await answerOffer(water.ctx, offer.clash_id, accept(offer));
	await editDig(power.ctx, b.reference, { width_m: 1.2 }, { version: b.version });
	await editDig(
		water.ctx,
		a.reference,
		{ window: { start: '2027-03-01', end: '2027-03-22' } },
		{ version: 1 }
	);
	const shorter = { start: '2027-03-25', end: '2027-04-20' };
	await editDig(power.ctx, b.reference, { window: shorter }, { version: b.version + 1 });
	await expect(answerOffer(power.ctx, offer.clash_id, accept(offer))).rejects.toThrow('joint_changed');
	const anew = await offerOf(power, b.reference, a.reference);
	expect(anew.terms).toMatchObject({ lead: b.reference });
	const { answer } = await answerOffer(power.ctx, anew.clash_id, accept(anew));
	expect(answer.state).toBe('proposed');
	expect(answer.answers.find((x) => x.reference === a.reference)!.answer).toBeNull();
});

test('a cancelled work takes its trench with it', async () => {
	const { a, b, offer } = await aPair(500);
	for (const who of [water, power]) await answerOffer(who.ctx, offer.clash_id, accept(offer));
	const { version } = await getDig(water.ctx, a.reference);
	await cancelDig(water.ctx, a.reference, { reason: 'أُلغي المشروع' }, { version });
	expect((await digJoints(power.ctx, b.reference)).joined).toBeNull();
	expect((await listSavings(water.ctx, {})).total.piastres).toBe(0);
	const { rows } = await p.pool.query(`select state, ended_reason from dig_joint where clash_id = $1`, [
		offer.clash_id
	]);
	expect(rows).toEqual([{ state: 'ended', ended_reason: 'أُلغي المشروع' }]);
});

test('a trench that is given up leaves each with an account of its own street', async () => {
	const more = { surface: 'asphalt', category: 'major' };
	const a = await dig(water, 700, ['2027-03-01', '2027-03-20'], { ...more, width_m: 1.2 });
	const b = await dig(power, 704, ['2027-03-25', '2027-04-03'], { ...more, width_m: 0.6 });
	const offer = await offerOf(power, b.reference, a.reference);
	for (const who of [water, power]) await answerOffer(who.ctx, offer.clash_id, accept(offer));
	for (const [who, { reference }] of [
		[water, a],
		[power, b]
	] as const)
		await submitDig(who.ctx, reference, {}, await getDig(who.ctx, reference));
	const account = async ({ reference }: Dig) => (await digFees(water.ctx, reference)).fees;
	expect(await account(b)).toMatchObject({ restoration: 0, deposit: 0 });
	await cancelDig(water.ctx, a.reference, { reason: 'أُلغي' }, await getDig(water.ctx, a.reference));
	const { basis, drawn_up } = await digFees(power.ctx, b.reference);
	expect(basis).toMatchObject({ led_by: null, parts: [{ area: 360_00 }] });
	expect(drawn_up).not.toBeNull();
	expect((await account(b)).restoration).toBeGreaterThan(0);
});

test('what was signed stands: the line may be put right, not moved away; width and days are agreed', async () => {
	const { a, b, offer } = await aPair(1100);
	for (const who of [water, power]) await answerOffer(who.ctx, offer.clash_id, accept(offer));
	const edit = async (input: Record<string, unknown>) =>
		editDig(power.ctx, b.reference, { crs: 'EPSG:22992', ...input }, await getDig(power.ctx, b.reference));
	const along = (from: number, to: number, y: number) => aDig().along([from, y], [to, y]).input().geometry;
	for (const wrong of [
		{ geometry: along(0, 540, 1500) },
		{ geometry: along(0, 200, 1104) },
		{ width_m: 1.1 },
		{ window: b.window }
	])
		await expect(edit(wrong)).rejects.toMatchObject({ code: 'dig_joined' });
	expect((await edit({ geometry: along(0, 535, 1103), title: 'كابل' })).answer.length_m).toBeCloseTo(535, 0);
	expect((await digJoints(water.ctx, a.reference)).joined).toMatchObject({ state: 'signed' });
});

test('who follows into longer days is as large a work as they ask for, and can be handed in', async () => {
	const short = (y: number, metres: number) => ({
		geometry: aDig().along([0, y], [metres, y]).input().geometry
	});
	const a = await dig(water, 1300, ['2027-03-01', '2027-03-20'], {
		...{ ...short(1300, 40), width_m: 1, category: 'major' }
	});
	const b = await dig(power, 1302, ['2027-03-25', '2027-03-26'], {
		...{ ...short(1302, 5), width_m: 0.4, category: 'minor', traffic_effect: 'lane_closed' }
	});
	const offer = await offerOf(power, b.reference, a.reference);
	const nuisance = async () =>
		(
			await p.pool.query(
				'select parts from dig_nuisance n join dig d on d.id = n.dig_id where reference = $1',
				[b.reference]
			)
		).rows[0].parts.classes.duration;
	expect(await nuisance()).toBe(1);
	for (const who of [water, power]) await answerOffer(who.ctx, offer.clash_id, accept(offer));
	const joined = await getDig(power.ctx, b.reference);
	expect(joined.category).toBe('major');
	expect(await nuisance()).toBe(3);
	expect((await submitDig(power.ctx, b.reference, {}, joined)).answer.state).toBe('submitted');
});

test('no two of one trench clash, all others as ever: pair for pair a brute force', async () => {
	const source = 'joined.geojson';
	const works = [...randomDigs({ count: 400, seed: 11, side: 900, origin: [520_000, 935_000] })];
	await importDigs(coordinator.ctx, { source, srid: 22992, rows: works });
	const today = '2026-11-01';
	const before = bruteForcePairs(works, { today });
	// Of every third offer the two join, each work once.
	const joints = new Map<string, string>();
	for (const { pair, rule } of before) {
		const two = pair.split('+');
		if (rule !== 'O1' || two.some((id) => joints.has(id))) continue;
		for (const id of two) joints.set(id, pair);
	}
	expect(new Set(joints.values()).size).toBeGreaterThan(30);
	for (const pair of new Set(joints.values()))
		await p.pool.query(
			`with j as (
				insert into dig_joint (clash_id, state, lead_id, terms, proposed_at, decided_at)
				select c.id, 'signed', c.dig_a, '{}', now(), now() from dig_clash c
				join dig a on a.id = c.dig_a join dig b on b.id = c.dig_b
				where c.rule = 'O1' and a.source = $1 and b.source = $1
					and a.source_id = any($2) and b.source_id = any($2) returning id
			)
			update dig set joint_id = j.id from j where source = $1 and source_id = any($2)`,
			[source, pair.split('+')]
		);
	const { rows } = await p.pool.query(`select id::text from dig where source = $1`, [source]);
	await coordinator.ctx.transaction((tx) =>
		recomputeClashes(
			tx.db,
			rows.map((r) => r.id),
			now()
		)
	);
	const found = await p.pool.query(
		`select c.rule || ' ' || least(a.source_id, b.source_id) || '+' || greatest(a.source_id, b.source_id) as told
		from dig_clash c join dig a on a.id = c.dig_a join dig b on b.id = c.dig_b
		where c.closed_at is null and a.source = $1`,
		[source]
	);
	const expected = bruteForcePairs(works, { today, joints }).map((x) => `${x.rule} ${x.pair}`);
	expect(expected.length).toBeLessThan(before.length);
	expect(found.rows.map((r) => r.told).sort()).toEqual(expected.sort());
});

test('new prices of a metre hold from their day on, and the old ones stay on record', async () => {
	const price = {
		road_class: 'collector',
		surface: 'unpaved',
		cut: 9100,
		backfill: 0,
		restore: 7000,
		valid_from: '2031-01-01',
		origin: 'قرار 12 لسنة 2030'
	};
	await expect(addJointPrice(water.ctx, price)).rejects.toMatchObject({ code: 'forbidden' });
	await expect(addJointPrice(coordinator.ctx, { ...price, cut: -1 })).rejects.toMatchObject({
		code: 'invalid_input'
	});
	await addJointPrice(coordinator.ctx, price);
	const rows = (await listJointPrices(water.ctx)).filter(
		(r) => r.road_class === 'collector' && r.surface === 'unpaved'
	);
	expect(rows.map((r) => [r.valid_from, r.valid_to, r.cut, r.verified])).toEqual([
		['2000-01-01', '2030-12-31', 8000, false],
		['2031-01-01', null, 9100, true]
	]);
	// One price for each day: what begins on that day or before it would cover days twice.
	await expect(addJointPrice(coordinator.ctx, { ...price, cut: 1 })).rejects.toMatchObject({
		code: 'already_exists'
	});
	await expect(addJointPrice(coordinator.ctx, { ...price, valid_from: '2029-01-01' })).rejects.toMatchObject({
		code: 'already_exists'
	});
});
