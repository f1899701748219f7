import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aDig, HERE } from '../../../../../../tests/builders/digs.ts';
import { aHolder, type Holder } from '../../../../../../tests/builders/planners.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { deskOf, editDig, registerDig } from '../index.ts';
import { aFeature } from '../../../../../../tests/builders/features.ts';
import {
	closeSession,
	decideItem,
	getSession,
	listSessions,
	minutesPaper,
	noteAttendance,
	openSession
} from './index.ts';

let p: TestPlatform;
let gas: Holder;
let water: Holder;
let coordinator: Holder;
const now = () => new Date('2026-11-01T09:00:00Z');
const asked = {
	held_on: '2026-11-03',
	place: 'ديوان المحافظة',
	period: { start: '2026-12-01', end: '2026-12-31' }
};

beforeAll(async () => {
	p = await testPlatform();
	[gas, water] = [await aHolder(p, 'gas', { now }), await aHolder(p, 'water', { now })];
	coordinator = await aHolder(p, 'centre', { role: 'coordinator', now });
});
afterAll(() => p.close());

async function dig(who: Holder, street: number, start: string, end: string) {
	const input = aDig().along([0, street], [100, street]).days(start, end).input();
	return (await registerDig(who.ctx, input)).answer;
}

test('an agenda of the open clashes of the period, decided item by item, closed with minutes that stand', async () => {
	const late = await dig(water, 4, '2026-12-12', '2026-12-15');
	const early = await dig(gas, 0, '2026-12-10', '2026-12-14');
	await dig(gas, 500, '2026-12-20', '2026-12-22');
	await dig(water, 504, '2026-12-24', '2026-12-26');
	await dig(gas, 900, '2027-02-01', '2027-02-03');
	await dig(water, 904, '2027-02-01', '2027-02-03');

	const { answer: session } = await openSession(coordinator.ctx, asked, { key: 'k' });
	expect((await openSession(coordinator.ctx, asked, { key: 'k' })).repeated).toBe(true);
	expect(session.agenda.map((i) => [i.position, i.about.rule, i.about.severity])).toEqual([
		[1, 'C1', 'block'],
		[2, 'C3', 'warn']
	]);
	// Told in the order of their days, whoever was registered first.
	expect(session.agenda[0]!.about).toMatchObject({
		days: 3,
		first: { reference: early.reference, promoter: { ar: 'شركة gas' } },
		second: { reference: late.reference }
	});
	expect(session.units.map((u) => u.name.ar).sort()).toEqual(['شركة centre', 'شركة gas', 'شركة water']);

	await noteAttendance(coordinator.ctx, session.id, gas.unitId, { present: true, represented_by: 'م. سامي' });
	const [first, second] = session.agenda as [(typeof session.agenda)[0], (typeof session.agenda)[0]];
	await decideItem(coordinator.ctx, session.id, first.id, { decision: 'move_second', note: 'تبدأ يوم 15' });
	await expect(closeSession(coordinator.ctx, session.id, {})).rejects.toMatchObject({
		code: 'coordination_undecided',
		params: { count: 1 }
	});
	await decideItem(coordinator.ctx, session.id, second.id, { decision: 'join' });
	const closed = await closeSession(coordinator.ctx, session.id, { note: 'تنعقد الجلسة القادمة بعد شهر' });
	expect(closed).toMatchObject({ items: 2, decided: 2, may_edit: false });

	// Whoever is to move finds it on the desk; whoever is to join is asked to sign.
	const onDesk = async ({ ctx }: Holder, kind: string) =>
		((await deskOf(ctx)).groups.find((g) => g.kind === kind)?.items ?? []).map((i) => [
			i.dig.reference,
			i.reason,
			i.who?.ar
		]);
	expect(await onDesk(water, 'decided')).toEqual([[late.reference, 'تبدأ يوم 15', 'شركة gas']]);
	expect(await onDesk(gas, 'decided')).toEqual([]);
	expect((await onDesk(gas, 'joint')).length + (await onDesk(water, 'joint')).length).toBe(2);

	// What happens afterwards does not change what was before the committee that day.
	await editDig(
		water.ctx,
		late.reference,
		{ window: { start: '2026-12-20', end: '2026-12-23' } },
		{ version: 1 }
	);
	expect(await onDesk(water, 'decided')).toEqual([]);
	const minutes = await getSession(gas.ctx, session.id);
	expect(minutes.agenda[0]).toMatchObject({
		open: false,
		decision: 'move_second',
		note: 'تبدأ يوم 15',
		about: { second: { window: { start: '2026-12-12' } } }
	});
	expect(minutes.units.find((u) => u.unit_id === gas.unitId)).toMatchObject({
		present: true,
		represented_by: 'م. سامي'
	});
	for (const act of [
		() => decideItem(coordinator.ctx, session.id, first.id, { decision: 'keep' }),
		() => noteAttendance(coordinator.ctx, session.id, gas.unitId, { present: false }),
		() => closeSession(coordinator.ctx, session.id, {})
	])
		await expect(act()).rejects.toThrow('coordination_closed');
	expect(await listSessions(gas.ctx)).toMatchObject([{ id: session.id, items: 2, decided: 2 }]);
	const { rows } = await p.pool.query(
		`select action from audit_log where subject_type = 'coordination' order by at`
	);
	expect(rows.map((r) => r.action.split('.')[1])).toEqual([
		'opened',
		'attended',
		'decided',
		'decided',
		'closed'
	]);
});

test('the minutes are a paper with its words in order, a draft until the session is closed', async () => {
	const [session] = await listSessions(gas.ctx);
	const pdf = await minutesPaper(gas.ctx, session!.id);
	expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
	const { answer: open } = await openSession(coordinator.ctx, { ...asked, held_on: '2026-11-04' });
	const draft = await minutesPaper(gas.ctx, open.id, 'en');
	await expect(minutesPaper(gas.ctx, '0')).rejects.toThrow('not_found');
	if (process.env.KEEP_PAPERS) writeFileSync(path.join(process.env.KEEP_PAPERS, 'minutes.pdf'), pdf);
	const [words, drafted] = [textOf(pdf), textOf(draft)];
	if (words === null) return console.log('skipped: no pdftotext here to read the text of the PDF');
	expect(words).toMatch(/EX-2026-\d{6}/);
	expect(words).toContain('سامي');
	expect(words).toContain('تبدأ يوم 15');
	expect(words).toContain('الجلسة القادمة');
	expect(words).not.toContain('مسودة');
	expect(drafted).toContain('Draft');
	expect(drafted).toContain('Undecided');
});

/** The text of a PDF as a reader copies it, without the marks of direction; null where nothing can read it. */
function textOf(pdf: Buffer): string | null {
	const { status, stdout } = spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf });
	return status === 0 ? stdout.toString().replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '') : null;
}

test('only the coordinator holds sessions; all staff read them; nonsense is refused', async () => {
	await expect(openSession(gas.ctx, asked)).rejects.toThrow('forbidden');
	const backwards = { ...asked, period: { start: '2026-12-31', end: '2026-12-01' } };
	await expect(openSession(coordinator.ctx, backwards)).rejects.toThrow('invalid_input');
	const { answer } = await openSession(coordinator.ctx, { ...asked, bbox: [31, 30, 31.1, 30.1] });
	expect(answer.agenda).toEqual([]);
	await expect(decideItem(gas.ctx, answer.id, '1', { decision: 'keep' })).rejects.toThrow('forbidden');
	await expect(decideItem(coordinator.ctx, answer.id, '999', { decision: 'keep' })).rejects.toThrow(
		'not_found'
	);
	for (const wrong of [
		{ held_on: '2206-12-01' },
		{ period: { start: '2026-12-01', end: '2206-12-01' } },
		{ period: { start: '2026-12-01', end: '2031-12-01' } }
	])
		await expect(openSession(coordinator.ctx, { ...asked, ...wrong })).rejects.toThrow('invalid_input');
	await expect(getSession(gas.ctx, '0')).rejects.toThrow('not_found');
	await expect(closeSession(coordinator.ctx, answer.id, {})).resolves.toMatchObject({ decided: 0 });
});

test('a work on a bus line has nobody to sit down with: it is neither on the agenda nor left out of it', async () => {
	const [x, y] = [HERE[0], HERE[1] + 3000];
	await aFeature(p, 'bus_routes', { wkt: `MULTILINESTRING((${x} ${y}, ${x + 500} ${y}))` });
	const late = await dig(water, 3004, '2027-05-12', '2027-05-15');
	await dig(gas, 3000, '2027-05-10', '2027-05-14');
	const { rows } = await p.pool.query(`select count(*)::int as n from dig_clash where dig_b is null`);
	expect(rows[0].n).toBe(2);
	const period = { start: '2027-05-01', end: '2027-05-31' };
	const { answer } = await openSession(coordinator.ctx, { ...asked, period });
	expect(answer).toMatchObject({ items: 1, left_out: 0, agenda: [{ about: { rule: 'C1' } }] });

	// Two who write at one table: the second is told, and writes on knowingly; the same said twice is said once.
	const [item] = answer.agenda;
	const say = (decision: string, seen: string | null, note: string | null = null) =>
		decideItem(coordinator.ctx, answer.id, item!.id, { decision, note, seen });
	const { agenda } = await say('keep', null);
	const seen = agenda[0]!.decided_at;
	expect((await say('keep', null)).agenda[0]!.decided_at).toBe(seen);
	await expect(say('move_second', null)).rejects.toMatchObject({
		code: 'version_conflict',
		params: { current: seen }
	});
	expect((await getSession(gas.ctx, answer.id)).agenda[0]).toMatchObject({ decision: 'keep' });
	expect((await say('move_second', seen)).agenda[0]).toMatchObject({ decision: 'move_second' });
	expect(late.reference).toBe(answer.agenda[0]!.about.second.reference);
});

test('of more matters than one sitting can take the gravest are on the agenda, and the rest are counted', async () => {
	// Pairs of works: three that block, in the last days, among many that only warn.
	await p.pool.query(
		`with works as (
			insert into dig (reference, source, source_id, unit_id, title, starts_on, ends_on, geom, buffer_m, carriageway, created_at, updated_at)
			select 'EX-2028-' || lpad(n::text, 6, '0'), 'many', n, case n % 2 when 0 then $1::bigint else $2::bigint end, 'عمل',
				'2028-01-03', '2028-01-05', st_multi(st_setsrid(st_makeline(st_makepoint(513000, 960000 + n), st_makepoint(513050, 960000 + n)), 22992)),
				5, false, now(), now()
			from generate_series(1, 650) n returning id, source_id::int as n
		)
		insert into dig_clash (dig_a, dig_b, rule, severity, distance_m, days, from_on, to_on, geom, first_seen, changed_at)
		select least(a.id, b.id), greatest(a.id, b.id), case when a.n > 644 then 'C1' else 'C3' end,
			case when a.n > 644 then 'block' else 'warn' end, 1, 1, case when a.n > 644 then date '2028-01-05' else '2028-01-03' end,
			'2028-01-05', st_multi(st_makeenvelope(513000, 960000, 513001, 960001, 22992)), now(), now()
		from works a join works b on b.n = a.n + 1 where a.n % 2 = 1`,
		[gas.unitId, water.unitId]
	);
	const period = { start: '2028-01-01', end: '2028-01-31' };
	const { answer: session } = await openSession(coordinator.ctx, { ...asked, period });
	expect(session).toMatchObject({ items: 300, left_out: 25 });
	expect(session.agenda.slice(0, 4).map((i) => i.about.severity)).toEqual([
		'block',
		'block',
		'block',
		'warn'
	]);
	expect((await listSessions(coordinator.ctx)).find((s) => s.id === session.id)!.left_out).toBe(25);
});
