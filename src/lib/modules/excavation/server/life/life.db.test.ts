import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDig, HERE } from '../../../../../../tests/builders/digs.ts';
import { anOffice, granted, type Office } from '../../../../../../tests/builders/life.ts';
import { aFeature } from '../../../../../../tests/builders/features.ts';
import { aHolder, type Holder } from '../../../../../../tests/builders/planners.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { makeCtx } from '#lib/server/context.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import type { Dig } from '../../rules/index.ts';
import {
	addContractor,
	amendDig,
	approveDig,
	calendarBreaches,
	cancelDig,
	deskOf,
	digHistory,
	digRecord,
	digStanding,
	editContractor,
	editDig,
	fileDig,
	finishDig,
	getDig,
	importDigs,
	listClashes,
	listContractors,
	overrideDig,
	refuseDig,
	registerDig,
	returnDig,
	startDig,
	submitDig,
	sweepDigs,
	withdrawDig
} from '../index.ts';

let p: TestPlatform;
let telecom: Holder;
let gas: Holder;
let office: Office;
/** Sunday morning, a working day. */
const SUNDAY = new Date('2026-11-22T08:00:00Z');
let clock = SUNDAY;
const now = () => clock;
const at = (moment: string) => (clock = new Date(moment));

beforeAll(async () => {
	p = await testPlatform();
	telecom = await aHolder(p, 'telecom', { now });
	gas = await aHolder(p, 'gas', { now });
	office = await anOffice(p, now);
});
afterAll(() => p.close());

/** Every test digs in its own field, a kilometre further north, from a Sunday morning on. */
let field = 0;
async function planned(fields: Record<string, unknown> = {}): Promise<Dig> {
	field += 1000;
	clock = SUNDAY;
	const input = aDig().along([0, field], [60, field]).days('2026-12-20', '2026-12-31').with(fields).input();
	return (await registerDig(telecom.ctx, input)).answer;
}
const submit = async (dig: Dig) => (await submitDig(telecom.ctx, dig.reference, {}, dig)).answer;
const around = () => {
	const [x, y] = [HERE[0] - 20, HERE[1] + field - 20];
	return `MULTIPOLYGON(((${x} ${y}, ${x + 100} ${y}, ${x + 100} ${y + 40}, ${x} ${y + 40}, ${x} ${y})))`;
};
/** Lays a pavement over the field of the test, protected for two years. */
const protect = (nameAr: string) =>
	aFeature(p, 'paving', {
		nameAr,
		props: { paved_on: '2026-11-01', protected_until: '2028-11-01' },
		wkt: around()
	});
const say = { reason: 'ينقص رسم القطاع' };

describe('from plan to permit', () => {
	it('asks the district, then the centre, then the police, each for so many working days', async () => {
		const dig = await submit(await planned({ traffic_effect: 'lane_closed' }));
		expect(dig).toMatchObject({ state: 'submitted', life: { round: 1, open_approvals: 3 } });
		const standing = () => digStanding(gas.ctx, dig.reference);
		expect(await standing()).toMatchObject({
			holder: 'district',
			// Five working days after Sunday: Friday and Saturday do not count.
			clock: { due_on: '2026-11-29', days_left: 5, late: false },
			rounds: [
				{
					kind: 'request',
					approvals: [
						{ step: 'district', state: 'asked' },
						{ step: 'centre', state: 'waiting' },
						{ step: 'traffic', state: 'waiting' }
					]
				}
			]
		});
		const conditions = ['العمل ليلاً فقط', 'إعادة الرصف خلال أسبوع'];
		const one = (await approveDig(office.district.ctx, dig.reference, { conditions }, dig)).answer;
		expect(await standing()).toMatchObject({ holder: 'centre' });
		const two = (await approveDig(office.centre.ctx, dig.reference, {}, one)).answer;
		expect(two.state).toBe('submitted');
		expect(await standing()).toMatchObject({ holder: 'traffic', clock: { due_on: '2026-11-25' } });
		const three = (await approveDig(office.traffic.ctx, dig.reference, {}, two)).answer;
		expect(three).toMatchObject({
			state: 'granted',
			life: { permitted_ends_on: '2026-12-31', open_approvals: 0 }
		});
		expect((await standing()).rounds).toMatchObject([
			{
				outcome: 'granted',
				approvals: [
					{ state: 'approved', conditions, person: { en: 'Officer east' } },
					{ state: 'approved' },
					{ state: 'approved' }
				]
			}
		]);
		expect((await digHistory(gas.ctx, dig.reference)).map((h) => [h.action, h.step])).toEqual([
			['granted', 'traffic'],
			['approved', 'centre'],
			['approved', 'district'],
			['submitted', null],
			['registered', null]
		]);
	});

	it('leaves the police out where traffic goes on', async () => {
		const dig = await granted(telecom, office, await planned({ traffic_effect: 'parking' }));
		expect(dig.state).toBe('granted');
	});

	it('is decided by the one who is asked, in their own district, and never by whom it belongs to', async () => {
		await p.pool.query(`insert into districts (source_id, name_ar, geom)
			select 'east', 'حي شرق', st_multi(st_makeenvelope(512000, 944000, 514000, 980000, 22992))
			on conflict do nothing`);
		await p.pool.query(`update unit set kind = 'district' where code = 'east'`);
		await p.pool.query(`insert into assignment (person_id, role, unit_id, valid_from)
			values (${office.district.personId}, 'head_of_engineering', ${office.district.unitId}, '2026-01-01')
			on conflict do nothing`);
		const dig = await submit(await planned());
		expect((await digStanding(gas.ctx, dig.reference)).unit).toEqual({ ar: 'شركة east', en: 'Company east' });
		const west = await aHolder(p, 'west', { role: 'head_of_engineering', now });
		for (const stranger of [west, office.centre, office.traffic, telecom])
			await expect(approveDig(stranger.ctx, dig.reference, {}, dig)).rejects.toMatchObject({
				code: 'forbidden'
			});
		const { actor } = telecom.ctx;
		const also = { ...office.district.ctx.actor.assignments[0]! };
		const both = makeCtx(p, { now, actor: { ...actor, assignments: [...actor.assignments, also] } });
		await expect(approveDig(both, dig.reference, {}, dig)).rejects.toMatchObject({ code: 'forbidden' });
		expect((await digRecord(both, dig.reference)).may).toMatchObject({ approve: false, withdraw: true });
		expect((await digRecord(office.district.ctx, dig.reference)).may).toMatchObject({
			approve: true,
			edit: false
		});
		await p.pool.query(`delete from districts`);
	});

	it('goes back for changes with a reason, and comes again as a new request', async () => {
		const dig = await submit(await planned());
		await expect(returnDig(office.district.ctx, dig.reference, {}, dig)).rejects.toMatchObject({
			code: 'invalid_input'
		});
		const back = (await returnDig(office.district.ctx, dig.reference, say, dig)).answer;
		expect(back).toMatchObject({ state: 'planned', life: { submitted_at: null, open_approvals: 0 } });
		expect((await deskOf(telecom.ctx)).groups.find((g) => g.kind === 'returned')?.items).toMatchObject([
			{ dig: { reference: dig.reference }, reason: say.reason, step: 'district' }
		]);
		const edited = (await editDig(telecom.ctx, dig.reference, { depth_m: 1.2 }, back)).answer;
		const again = await submit(edited);
		expect(again.life.round).toBe(2);
		const withdrawn = (await withdrawDig(telecom.ctx, dig.reference, {}, again)).answer;
		expect(withdrawn.state).toBe('planned');
		expect((await digStanding(gas.ctx, dig.reference)).rounds.map((r) => r.outcome)).toEqual([
			'withdrawn',
			'returned'
		]);
	});

	it('leaves the clash set at once when it is refused', async () => {
		const mine = await planned();
		const near = aDig()
			.along([0, field + 8], [60, field + 8])
			.days('2026-12-20', '2026-12-31')
			.with({ category: 'emergency', category_reason: 'كسر خط' });
		const other = (await registerDig(gas.ctx, near.input())).answer;
		expect((await listClashes(gas.ctx, { dig: other.reference, rule: 'C1' })).items).toHaveLength(1);
		const dig = await submit(await getDig(telecom.ctx, mine.reference));
		const refused = (await refuseDig(office.district.ctx, dig.reference, say, dig)).answer;
		expect(refused).toMatchObject({ state: 'refused', clashes: 0 });
		expect((await listClashes(gas.ctx, { dig: other.reference })).items).toEqual([]);
		await expect(cancelDig(telecom.ctx, dig.reference, say, refused)).rejects.toMatchObject({
			code: 'state_forbids'
		});
	});

	it('is put back to those who approve by an amendment, and the permit before it stays on file', async () => {
		const dig = await granted(telecom, office, await planned());
		const window = { start: '2026-12-22', end: '2027-01-04' };
		const amended = (await amendDig(telecom.ctx, dig.reference, { window, reason: 'تأخر التوريد' }, dig))
			.answer;
		expect(amended).toMatchObject({
			state: 'submitted',
			window,
			life: { round: 2, permitted_ends_on: null }
		});
		await expect(startDig(telecom.ctx, dig.reference, {}, amended)).rejects.toMatchObject({
			code: 'state_forbids'
		});
		const { rounds } = await digStanding(gas.ctx, dig.reference);
		expect(rounds.map((r) => [r.kind, r.outcome])).toEqual([
			['amendment', null],
			['request', 'granted']
		]);
		const cancelled = (await cancelDig(telecom.ctx, dig.reference, say, amended)).answer;
		expect(cancelled).toMatchObject({ state: 'cancelled', life: { open_approvals: 0 } });
	});
});

describe('what forbids a work', () => {
	it('keeps it from being handed in until the coordinator lets it pass, with a reason on file', async () => {
		const first = await planned();
		const over = aDig()
			.along([0, field + 5], [60, field + 5])
			.days('2026-12-25', '2027-01-05');
		await registerDig(gas.ctx, over.input());
		const dig = await getDig(telecom.ctx, first.reference);
		const refused = await submitDig(telecom.ctx, dig.reference, {}, dig).catch((e: unknown) => e);
		expect(refused).toMatchObject({ code: 'dig_blocked', params: { count: 1 }, fields: [{ path: 'C1' }] });
		expect((refused as { fields: { message: string }[] }).fields[0]?.message).toMatch(/تعارض مع شركة gas/);
		expect(await getDig(telecom.ctx, dig.reference)).toMatchObject({
			state: 'planned',
			version: dig.version
		});
		await expect(overrideDig(telecom.ctx, dig.reference, say, dig)).rejects.toMatchObject({
			code: 'forbidden'
		});
		const passed = (await overrideDig(office.centre.ctx, dig.reference, say, dig)).answer;
		expect((await submit(passed)).state).toBe('submitted');
		expect((await digStanding(gas.ctx, dig.reference)).overrides).toMatchObject([
			{ reason: say.reason, person: { en: 'Officer centre' } }
		]);
		const { rows } = await p.pool.query(
			`select action, detail->>'reason' as reason from audit_log
			where subject_id = $1 and action = 'dig.overridden'`,
			[dig.id]
		);
		expect(rows).toEqual([{ action: 'dig.overridden', reason: say.reason }]);
	});

	it('blocks again what was not there when it was let pass', async () => {
		const first = await planned();
		const beside = (y: number, start: string) =>
			registerDig(
				gas.ctx,
				aDig()
					.along([0, field + y], [60, field + y])
					.days(start, '2027-01-05')
					.input()
			);
		await beside(5, '2026-12-25');
		const passed = (
			await overrideDig(office.centre.ctx, first.reference, say, await getDig(gas.ctx, first.reference))
		).answer;
		await beside(-5, '2026-12-28');
		await expect(
			submitDig(telecom.ctx, passed.reference, {}, await getDig(gas.ctx, first.reference))
		).rejects.toMatchObject({
			code: 'dig_blocked',
			params: { count: 1 }
		});
	});

	it('counts notice from the day it is handed in', async () => {
		const soon = await planned({ category: 'standard', window: { start: '2026-12-03', end: '2026-12-05' } });
		await expect(submitDig(telecom.ctx, soon.reference, {}, soon)).rejects.toMatchObject({
			code: 'dig_blocked',
			fields: [{ path: 'C8' }]
		});
		const enough = await planned({
			category: 'standard',
			window: { start: '2026-12-06', end: '2026-12-08' }
		});
		expect((await submit(enough)).state).toBe('submitted');
		// It was given in time, however late the answer comes.
		const one = (
			await approveDig(office.district.ctx, enough.reference, {}, await getDig(gas.ctx, enough.reference))
		).answer;
		at('2026-12-03T08:00:00Z');
		expect((await approveDig(office.centre.ctx, one.reference, {}, one)).answer.state).toBe('granted');
	});

	it('is a category below its days and its opened surface, which the coordinator may let pass', async () => {
		// As an agency's programme brought them.
		const low = async (category: string, more = {}) => {
			const dig = await planned(more);
			await p.pool.query(`update dig set category = $2 where id = $1`, [dig.id, category]);
			return getDig(telecom.ctx, dig.reference);
		};
		const days = await low('minor');
		await expect(submitDig(telecom.ctx, days.reference, {}, days)).rejects.toMatchObject({
			code: 'dig_blocked',
			fields: [{ path: 'category', message: expect.stringContaining('معتاد') }]
		});
		expect((await digStanding(gas.ctx, days.reference)).hindrances).toMatchObject([{ rule: 'category' }]);
		const right = (await editDig(telecom.ctx, days.reference, { category: 'standard' }, days)).answer;
		expect((await submit(right)).state).toBe('submitted');
		// 60 metres by one.
		const wide = await low('standard', { width_m: 1 });
		const standing = (await digStanding(telecom.ctx, wide.reference)).hindrances;
		expect(standing).toMatchObject([{ rule: 'category', reason: { en: expect.stringContaining('Major') } }]);
		const passed = (await overrideDig(office.centre.ctx, wide.reference, say, wide)).answer;
		expect((await submit(passed)).state).toBe('submitted');
		expect((await submit(await planned({ width_m: 1, method: 'trenchless' }))).state).toBe('submitted');
	});

	it('is found again before a permit is given, shown to those who give it, and let pass by the coordinator', async () => {
		const dig = await submit(await planned());
		const one = (await approveDig(office.district.ctx, dig.reference, {}, dig)).answer;
		const hindrances = async () => (await digStanding(gas.ctx, dig.reference)).hindrances.map((h) => h.rule);
		expect(await hindrances()).toEqual([]);
		await protect('رصف جديد');
		await aFeature(p, 'events', {
			nameAr: 'معرض الكتاب',
			props: { starts_on: '2026-12-22', ends_on: '2026-12-23' },
			wkt: around()
		});
		const beside = aDig()
			.along([0, field + 5], [60, field + 5])
			.days('2026-12-25', '2027-01-05');
		await registerDig(gas.ctx, beside.input());
		expect(await hindrances()).toEqual(['C1', 'C4', 'C6']);
		await expect(approveDig(office.centre.ctx, dig.reference, {}, one)).rejects.toMatchObject({
			code: 'dig_blocked',
			fields: [{ path: 'C1' }, { path: 'C4' }, { path: 'C6' }]
		});
		expect((await getDig(gas.ctx, dig.reference)).state).toBe('submitted');
		const passed = (await overrideDig(office.centre.ctx, dig.reference, say, one)).answer;
		expect(await hindrances()).toEqual([]);
		expect((await approveDig(office.centre.ctx, dig.reference, {}, passed)).answer.state).toBe('granted');
		expect((await digStanding(gas.ctx, dig.reference)).overrides).toMatchObject([{ reason: say.reason }]);
		// What was let pass is no breach; what comes after the permit is, and its owner and the coordinator are told.
		const breaches = async (reference: string) =>
			(await calendarBreaches(gas.ctx)).filter((b) => b.reference === reference).map((b) => b.finding.rule);
		expect(await breaches(dig.reference)).toEqual([]);
		const permit = await granted(telecom, office, await planned());
		expect(await breaches(permit.reference)).toEqual([]);
		await protect('رصف لاحق');
		expect(await breaches(permit.reference)).toEqual(['C4']);
		for (const { ctx } of [telecom, office.centre])
			expect((await deskOf(ctx, { kind: 'breach' })).groups[0]?.items).toMatchObject([
				{ dig: { reference: permit.reference }, who: { ar: expect.stringContaining('رصف لاحق') } }
			]);
		expect((await deskOf(gas.ctx, { kind: 'breach' })).groups).toEqual([]);
		at('2027-01-01T08:00:00Z');
		expect(await breaches(permit.reference)).toEqual([]);
	});
});

describe('on the street', () => {
	it('begins in its period by notice, ends by notice, and what was granted stays known', async () => {
		const permit = await granted(telecom, office, await planned());
		await expect(startDig(telecom.ctx, permit.reference, {}, permit)).rejects.toMatchObject({
			code: 'state_forbids'
		});
		at('2026-12-21T05:00:00Z');
		expect((await deskOf(telecom.ctx)).groups.find((g) => g.kind === 'start_late')?.items).toContainEqual(
			expect.objectContaining({ dig: expect.objectContaining({ reference: permit.reference }) })
		);
		await expect(startDig(gas.ctx, permit.reference, {}, permit)).rejects.toMatchObject({
			code: 'forbidden'
		});
		const begun = (await startDig(telecom.ctx, permit.reference, {}, permit)).answer;
		expect(begun).toMatchObject({ state: 'running', life: { started_at: '2026-12-21T05:00:00.000Z' } });
		at('2026-12-28T15:00:00Z');
		const over = (await finishDig(telecom.ctx, permit.reference, { finished_on: '2026-12-27' }, begun))
			.answer;
		expect(over).toMatchObject({
			state: 'finished',
			window: { start: '2026-12-20', end: '2026-12-27' },
			life: { permitted_ends_on: '2026-12-31' }
		});
		expect(await digStanding(gas.ctx, over.reference)).toMatchObject({ holder: 'inspector' });
	});

	it('goes on past its end by itself, every day once, and meets those who come after', async () => {
		const dig = await planned();
		const next = aDig()
			.along([0, field + 6], [60, field + 6])
			.days('2027-01-10', '2027-01-20');
		const after = (await registerDig(gas.ctx, next.input())).answer;
		await granted(telecom, office, dig);
		at('2026-12-20T05:00:00Z');
		const permit = await getDig(gas.ctx, dig.reference);
		await startDig(telecom.ctx, dig.reference, {}, permit);
		at('2027-01-12T05:00:00Z');
		const system = makeCtx(p, { actor: SYSTEM, now });
		const [one, two] = await Promise.all([sweepDigs(system), sweepDigs(system)]);
		expect([...one.overran, ...two.overran].filter((r) => r === dig.reference)).toHaveLength(1);
		expect(await getDig(gas.ctx, dig.reference)).toMatchObject({
			state: 'running',
			window: { start: '2026-12-20', end: '2027-01-12' },
			life: { permitted_ends_on: '2026-12-31' }
		});
		expect((await listClashes(gas.ctx, { dig: after.reference, rule: 'C1' })).items).toMatchObject([
			{ days: 3 }
		]);
		expect(await digStanding(gas.ctx, dig.reference)).toMatchObject({
			overrun_days: 12,
			clock: { late: true }
		});
		expect((await digHistory(gas.ctx, dig.reference))[0]).toMatchObject({ action: 'overran', person: null });
		expect((await sweepDigs(system)).overran).toEqual([]);
	});

	it('lets an emergency begin at once and asks for its file within a day', async () => {
		const dig = await planned({
			category: 'emergency',
			category_reason: 'كسر خط',
			window: { start: '2026-11-24', end: '2026-11-25' }
		});
		at('2026-11-22T23:00:00Z');
		const begun = (await startDig(telecom.ctx, dig.reference, {}, dig)).answer;
		expect(begun).toMatchObject({
			state: 'running',
			window: { start: '2026-11-23' },
			life: { file_due_at: '2026-11-23T23:00:00.000Z' }
		});
		at('2026-11-23T20:30:00Z');
		expect(await digStanding(gas.ctx, dig.reference)).toMatchObject({ file_hours_left: 2 });
		at('2026-11-24T06:00:00Z');
		expect((await deskOf(telecom.ctx)).groups[0]).toMatchObject({
			kind: 'file_due',
			items: [{ hours_left: -7 }]
		});
		const filed = (await fileDig(telecom.ctx, dig.reference, {}, begun)).answer;
		expect(filed).toMatchObject({ state: 'running', life: { open_approvals: 2 } });
		expect(await digStanding(gas.ctx, dig.reference)).toMatchObject({
			file_hours_left: null,
			holder: 'district'
		});
		const one = (await approveDig(office.district.ctx, dig.reference, {}, filed)).answer;
		const two = (await approveDig(office.centre.ctx, dig.reference, {}, one)).answer;
		expect(two).toMatchObject({ state: 'running', life: { permitted_ends_on: '2026-11-25' } });
	});
});

describe('silence', () => {
	it('turns late and goes up, and approves nothing by itself', async () => {
		const dig = await submit(await planned());
		at('2026-11-30T06:00:00Z');
		const system = makeCtx(p, { actor: SYSTEM, now });
		expect((await sweepDigs(system)).escalated).toBeGreaterThan(0);
		expect((await sweepDigs(system)).escalated).toBe(0);
		expect(await digStanding(gas.ctx, dig.reference)).toMatchObject({
			clock: { days_left: -1, late: true },
			rounds: [{ approvals: [{ state: 'asked', escalated: true }, { state: 'waiting' }] }]
		});
		// Its own promoter sees for whom it waits, and since when.
		const own = (await deskOf(telecom.ctx, { kind: 'waiting' })).groups[0]!.items;
		expect(own.find((i) => i.dig.reference === dig.reference)).toMatchObject({
			step: 'district',
			since: expect.stringMatching(/^2026-/),
			clock: { late: true }
		});
		const late = (await deskOf(office.centre.ctx)).groups.find((g) => g.kind === 'late_approval');
		expect(late?.items.map((i) => i.dig.reference)).toContain(dig.reference);
		expect((await deskOf(gas.ctx)).groups.map((g) => g.kind)).not.toContain('late_approval');
	});

	it('approves only where the governorate has said after how many more days', async () => {
		const dig = await submit(await planned());
		await p.pool.query(`insert into dig_rule_parameter (rule, name, value, valid_from, origin)
			values ('LIFE', 'silence_approves_days', 3, '2000-01-01', 'test')`);
		const system = makeCtx(p, { actor: SYSTEM, now });
		at('2026-12-01T06:00:00Z');
		await sweepDigs(system);
		expect((await getDig(gas.ctx, dig.reference)).life.open_approvals).toBe(2);
		at('2026-12-02T06:00:00Z');
		await sweepDigs(system);
		expect((await getDig(gas.ctx, dig.reference)).life.open_approvals).toBe(1);
		expect((await digStanding(gas.ctx, dig.reference)).rounds[0]?.approvals[0]).toMatchObject({
			state: 'approved',
			by_silence: true,
			person: null
		});
		await p.pool.query(`delete from dig_rule_parameter where name = 'silence_approves_days'`);
	});
});

describe('the database itself', () => {
	it('grants nothing while an approval is missing', async () => {
		const dig = await submit(await planned());
		const grant = makeCtx(p, { actor: SYSTEM, now }).transaction((tx) =>
			tx.db
				.updateTable('dig')
				.set({ state: 'granted', granted_at: now(), permitted_ends_on: '2026-12-31' })
				.where('id', '=', dig.id)
				.execute()
		);
		await expect(grant).rejects.toMatchObject({ constraint: 'dig_granted_by_all' });
	});

	it.each([
		[`update dig set state = 'approved'`, 'dig_state_check'],
		[`update dig set granted_at = now(), permitted_ends_on = null`, 'dig_granted'],
		[`update dig set started_at = now(), state = 'planned'`, 'dig_started'],
		[`update dig set finished_at = now(), started_at = null`, 'dig_finished'],
		[`update dig set submitted_at = now(), round = 0`, 'dig_submitted']
	])('refuses %s', async (statement, constraint) => {
		const dig = await planned();
		await expect(p.pool.query(`${statement} where id = ${dig.id}`)).rejects.toMatchObject({ constraint });
	});

	it('does once what is sent twice, and tells the second of two writers', async () => {
		const dig = await planned();
		const key = 'submit-once';
		const [first, second] = [
			await submitDig(telecom.ctx, dig.reference, {}, { version: dig.version, key }),
			await submitDig(telecom.ctx, dig.reference, {}, { version: dig.version, key })
		];
		expect([first.repeated, second.repeated]).toEqual([false, true]);
		expect(second.answer.life.round).toBe(1);
		await expect(withdrawDig(telecom.ctx, dig.reference, {}, dig)).rejects.toMatchObject({
			code: 'version_conflict'
		});
	});
});

it('a file no longer changes a work that has come further here', async () => {
	clock = SUNDAY;
	const coordinator = office.centre;
	const row = {
		...{ source_id: 'w1', promoter: 'telecom', title: 'من ملف', start: '2026-12-20', end: '2026-12-31' },
		geometry: {
			type: 'LineString' as const,
			coordinates: [
				[513000, 1000],
				[513060, 1000]
			].map(([x, y]) => [x!, 944_000 + 90_000 + y!])
		}
	};
	const load = (state: string) =>
		importDigs(coordinator.ctx, { source: 'file', srid: 22992, rows: [{ ...row, state }] });
	await load('planned');
	const { rows } = await p.pool.query(`select reference from dig where source = 'file'`);
	const dig = await submit(await getDig(telecom.ctx, rows[0].reference));
	expect(await load('cancelled')).toMatchObject({ updated: 0, unchanged: 1 });
	expect((await getDig(telecom.ctx, dig.reference)).state).toBe('submitted');
});

describe('the contractor of a work', () => {
	const nile = { name: { ar: 'النيل للمقاولات', en: 'Nile Contracting' }, register_no: '4711' };

	it('is kept on a register by the coordinator', async () => {
		await expect(addContractor(telecom.ctx, nile)).rejects.toMatchObject({ code: 'forbidden' });
		const input = { ...nile, valid_until: '2026-12-25' };
		const { answer } = await addContractor(office.centre.ctx, input, { key: 'one' });
		expect(await addContractor(office.centre.ctx, input, { key: 'one' })).toMatchObject({ repeated: true });
		await expect(addContractor(office.centre.ctx, { ...input, register_no: '٤٧١١' })).rejects.toMatchObject({
			code: 'already_exists'
		});
		const renewed = { valid_until: '2026-12-24', seen: answer.updated_at };
		at('2026-11-22T08:01:00Z');
		const later = await editContractor(office.centre.ctx, answer.id, renewed);
		expect(later).toMatchObject({ ...nile, valid_until: '2026-12-24' });
		await expect(editContractor(office.centre.ctx, answer.id, renewed)).rejects.toMatchObject({
			code: 'version_conflict'
		});
		await expect(editContractor(office.centre.ctx, '0', renewed)).rejects.toMatchObject({
			code: 'not_found'
		});
		expect(await listContractors(telecom.ctx)).toMatchObject({ contractors: [later], may_edit: false });
	});

	it('is named by register number or name, kept in the history, and never unknown', async () => {
		await expect(planned({ contractor: 'لا أحد' })).rejects.toMatchObject({
			fields: [{ path: 'contractor', code: 'dig_unknown_contractor' }]
		});
		const dig = await planned({ contractor: 'النيل للمقاولات' });
		expect(dig.contractor).toMatchObject({ name: nile.name, register_no: '4711', valid_until: '2026-12-24' });
		const { answer } = await editDig(telecom.ctx, dig.reference, { contractor: null }, dig);
		expect(answer).toMatchObject({ contractor: null, version: 2 });
		expect((await digHistory(gas.ctx, dig.reference))[0]!.changes).toEqual([
			{ field: 'contractor', before: nile.name, after: null }
		]);
		const again = await editDig(telecom.ctx, dig.reference, { contractor: '٤٧١١' }, answer);
		expect(again.answer.contractor).toMatchObject({ register_no: '4711' });
		expect((await listContractors(gas.ctx)).contractors).toMatchObject([{ works: 1 }]);
	});

	it('gets no permit after the last day of the registration, and may not begin', async () => {
		const late = await submit(
			await planned({ contractor: '4711', window: { start: '2026-12-25', end: '2026-12-28' } })
		);
		const one = (await approveDig(office.district.ctx, late.reference, {}, late)).answer;
		await expect(approveDig(office.centre.ctx, late.reference, {}, one)).rejects.toMatchObject({
			code: 'contractor_lapsed',
			params: { name: 'النيل للمقاولات', until: '24 ديسمبر 2026' }
		});
		const dig = await granted(telecom, office, await planned({ contractor: '4711' }));
		const { contractors } = await listContractors(office.centre.ctx);
		const { id, updated_at } = contractors[0]!;
		at('2026-12-20T08:00:00Z');
		const over = { valid_until: '2026-12-19', seen: updated_at };
		const { updated_at: seen } = await editContractor(office.centre.ctx, id, over);
		await expect(startDig(telecom.ctx, dig.reference, {}, dig)).rejects.toMatchObject({
			code: 'contractor_lapsed'
		});
		await editContractor(office.centre.ctx, id, { valid_until: '2027-12-31', seen });
		const started = await startDig(telecom.ctx, dig.reference, {}, await getDig(telecom.ctx, dig.reference));
		expect(started.answer.state).toBe('running');
	});

	it('stops no emergency; one that only a file names must be put on the register first', async () => {
		const { contractors } = await listContractors(office.centre.ctx);
		const burst = await planned({ category: 'emergency', category_reason: 'كسر خط', contractor: '4711' });
		await p.pool.query(`update contractor set valid_until = '2026-01-01'`);
		expect((await startDig(telecom.ctx, burst.reference, {}, burst)).answer.state).toBe('running');
		await p.pool.query(`update contractor set valid_until = $1`, [contractors[0]!.valid_until]);
		const row = {
			...{ source_id: 'K-1', promoter: 'telecom', start: '2026-12-20', end: '2026-12-28', state: 'granted' },
			contractor: 'مقاول غير مقيد',
			geometry: { type: 'Point' as const, coordinates: [513_000, 900_000] }
		};
		await importDigs(makeCtx(p, { actor: SYSTEM, now }), { source: 'office', srid: 22992, rows: [row] });
		const { rows } = await p.pool.query(`select reference from dig where source = 'office'`);
		const dig = await getDig(telecom.ctx, rows[0].reference as string);
		expect(dig.contractor).toMatchObject({ id: null, name: { ar: 'مقاول غير مقيد' }, register_no: null });
		at('2026-12-20T08:00:00Z');
		await expect(startDig(telecom.ctx, dig.reference, {}, dig)).rejects.toMatchObject({
			code: 'contractor_unknown'
		});
		const known = { ...row, contractor: '4711' };
		await importDigs(makeCtx(p, { actor: SYSTEM, now }), { source: 'office', srid: 22992, rows: [known] });
		expect((await getDig(telecom.ctx, dig.reference)).contractor).toMatchObject({ register_no: '4711' });
	});
});
