import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDepartment, aPlot, type Department } from '../../../../../../tests/builders/department.ts';
import { bringPapers, payDues } from '../../../../../../tests/builders/permit-file.ts';
import { builders, builtOver, seen, type Builders } from '../../../../../../tests/builders/permit-works.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { actOnPermit, listPermits } from '../cases/index.ts';
import { certificatePaper, permitCertificates } from '../certificates/index.ts';
import { permitFees } from '../fees/index.ts';
import {
	inspectionSites,
	listStages,
	openViolation,
	waitingSites,
	plannedStages,
	setStages
} from './index.ts';

let p: TestPlatform;
let house: Department;
let at_work: Builders;
beforeAll(async () => {
	p = await testPlatform();
	house = await aDepartment(p);
	at_work = builders(house);
});
afterAll(() => p.close());

const as = (name: string) => house.officer(name).ctx;
const act: Builders['act'] = (...step) => at_work.act(...step);
const record: Builders['record'] = (...of) => at_work.record(...of);
const licensed: Builders['licensed'] = (by) => at_work.licensed(by);
const begun: Builders['begun'] = (by) => at_work.begun(by);
const found = (more: Record<string, unknown> = {}) =>
	seen('slab', { floor: 3, result: 'deviation', offset_m: 1.2, note: 'بروز السقف', ...more });
const onMap = async (layer: string, reference: string) =>
	(await p.pool.query(`select kind, props from ${layer} where source_id = $1`, [reference])).rows[0];

describe('execution', () => {
	test('a site begins with a notice in its term, is on the map, and ends when every stage is passed', async () => {
		const { ref } = await licensed();
		const offered = async () => (await record(ref, 'clerk')).permit.may;
		expect(await offered()).toEqual(['attach', 'notify_start']);
		await expect(act('clerk', ref, 'notify_start', { starts_on: '2026-12-03' })).rejects.toMatchObject({
			...{ code: 'permit_documents_missing', fields: [{ path: 'contract' }] }
		});
		await bringPapers(as('clerk'), ref, ['contract']);
		const notify = (starts_on: string) => act('clerk', ref, 'notify_start', { starts_on });
		for (const day of ['2026-11-18', '2026-12-04'])
			await expect(notify(day)).rejects.toMatchObject({ code: 'invalid_input' });
		expect((await notify('2026-12-03')).state).toBe('issued');
		await expect(notify('2026-12-03')).rejects.toMatchObject({ code: 'permit_works_begun' });
		expect(await offered()).toEqual(['attach']);
		const site = ref.replace('BP', 'BC');
		expect(await onMap('building_sites', site)).toMatchObject({
			kind: 'active',
			props: { licence: ref, starts_on: '2026-12-03', floors: 3 }
		});
		const { linked } = await record(ref);
		expect(linked.map((c) => [c.reference, c.state, c.holder, c.due?.days])).toEqual([
			[ref, 'issued', null, undefined],
			[site, 'start_notified', 'inspector', 14]
		]);
		// Until its board is seen a site is told to the inspector as waiting, and why; then its stages are.
		expect(await waitingSites(as('inspector'))).toMatchObject([{ reference: site, starts_on: '2026-12-03' }]);
		expect(await inspectionSites(as('inspector'))).toEqual([]);
		await act('inspector', site, 'check_board');
		expect(await waitingSites(as('inspector'))).toEqual([]);
		expect(await inspectionSites(as('inspector'))).toMatchObject([{ reference: site }]);
		await expect(act('inspector', site, 'inspect', seen('slab'))).rejects.toMatchObject({
			code: 'permit_stage_unknown'
		});
		for (const stage of ['setting_out', 'excavation', 'foundations'])
			await act('inspector', site, 'inspect', seen(stage));
		for (const floor of [1, 2, 3]) await act('inspector', site, 'inspect', seen('slab', { floor }));
		expect((await record(site)).execution!.left).toEqual([{ stage: 'roof', floor: null }]);
		expect((await act('inspector', site, 'inspect', seen('roof'))).state).toBe('stages_complete');
		expect(await offered()).toEqual(['attach', 'deposit']);
	});

	test('an inspection sent again is one; one that arrives late does not undo what was seen after it', async () => {
		const { site } = await begun();
		const first = { ...found(), position: [31.1, 31.0], accuracy_m: 6 };
		const once = await actOnPermit(as('inspector'), site, 'inspect', first);
		expect(once.answer.state).toBe('deviation');
		const twice = await actOnPermit(as('inspector'), site, 'inspect', first);
		expect(twice.repeated).toBe(true);
		const { execution, history } = await record(site);
		expect(execution!.inspections).toHaveLength(1);
		expect(execution!.inspections[0]).toMatchObject({
			offset_m: 1.2,
			accuracy_m: 6,
			position: [expect.closeTo(31.1, 6), expect.closeTo(31.0, 6)]
		});
		expect(history.map((h) => h.action).slice(0, 2)).toEqual(['deviate', 'inspect']);

		const { site: other } = await begun();
		await act(
			'inspector',
			other,
			'inspect',
			seen('slab', { floor: 3, at: '2026-11-19T08:50:00Z', note: 'صُب قبل استلام ما تحته' })
		);
		expect((await act('inspector', other, 'inspect', found())).state).toBe('site_board_ok');
		expect((await record(other)).execution!.left).not.toContainEqual({ stage: 'slab', floor: 3 });
		await expect(
			act('inspector', other, 'inspect', seen('roof', { at: '2026-11-20T08:00:00Z' }))
		).rejects.toMatchObject({ code: 'invalid_input' });
		await expect(
			act('inspector', other, 'inspect', seen('roof', { photos: ['0'.repeat(64)] }))
		).rejects.toMatchObject({ code: 'invalid_input' });
	});

	test('nobody who had a hand in the licence inspects what is built on it, not by a statement either', async () => {
		const { ref, site } = await begun();
		const { rows } = await p.pool.query('select id from permit where reference = $1', [site]);
		for (const who of ['clerk', 'head', 'authority']) {
			await expect(act(who, site, 'inspect', seen('roof')), who).rejects.toMatchObject({
				code: 'permit_separation'
			});
			await expect(
				as(who).transaction((tx) =>
					sql`insert into permit_hand (permit_id, person_id, duty, since) values (${rows[0].id}, ${house.officer(who).id},
						'inspector', now())`.execute(tx.db)
				),
				who
			).rejects.toMatchObject({ code: '42501' });
		}
		// Even somebody who holds both roles: the constraint itself.
		await expect(
			p.pool.query(
				`insert into permit_hand (permit_id, person_id, duty, since) values ($1, $2, 'inspector', now())`,
				[rows[0].id, house.officer('head').id]
			)
		).rejects.toMatchObject({ constraint: 'permit_root_separation' });
		await expect(act('inspector', ref, 'suspend', { reason: 'x' })).rejects.toMatchObject({
			code: 'permit_separation'
		});
		for (const statement of [
			'update permit_inspection set offset_m = 0',
			'delete from permit_payment',
			`update permit set state = 'works_complete' where reference = '${site}'`
		])
			await expect(
				as('inspector').transaction((tx) => sql.raw(statement).execute(tx.db)),
				statement
			).rejects.toThrow();
	});
});

describe('from a deviation to the letters', () => {
	test('a slab over its line is stopped, reconciled by the law, and the letters follow the certificate alone', async () => {
		const { ref, site, at } = await begun();
		await act('inspector', site, 'inspect', found());
		await act('inspector', site, 'stop_work', { reason: 'بروز السقف الثالث' });
		expect(await onMap('building_sites', site)).toMatchObject({ kind: 'stopped' });
		expect((await act('inspector', site, 'record_violation', { description: 'بروز عن الترخيص' })).state).toBe(
			'execution_violation'
		);
		const violation = (await record(ref)).linked.find((c) => c.life === 'violation')!.reference;
		expect(await onMap('violations', violation)).toMatchObject({
			kind: 'beyond_licence',
			props: { state: 'open' }
		});
		expect((await record(violation)).violation).toMatchObject({ offset_m: 1.2, excess_m2: null });

		await expect(act('authority', ref, 'issue_letters')).rejects.toMatchObject({ code: 'state_forbids' });
		const as_built = { certificate_on: '2026-11-19', outline: builtOver(at), height_m: 10 };
		await act('clerk', ref, 'deposit', as_built);
		const completion = ref.replace('BP', 'BD');
		await expect(act('authority', completion, 'issue_letters')).rejects.toMatchObject({
			code: 'state_forbids'
		});
		const { completion: deposited, linked } = await record(completion);
		expect(deposited!.overlays[0]).toMatchObject({ verdict: 'fail', excess_m2: expect.closeTo(6.3, 2) });
		expect(deposited!.waits).toEqual([
			...['documents', 'overlay', 'violation', 'stages', 'fees', 'conformity']
		]);
		expect(linked.find((c) => c.life === 'completion')!.due).toEqual({
			what: 'letters',
			on: '2026-12-03',
			days: 14
		});
		await expect(act('inspector', completion, 'check_as_built')).rejects.toMatchObject({
			code: 'permit_documents_missing'
		});
		await bringPapers(as('clerk'), completion);
		await expect(act('inspector', completion, 'check_as_built')).rejects.toMatchObject({
			code: 'permit_violation_open'
		});

		await act('clerk', violation, 'request_reconciliation', { reason: 'طلب تصالح' });
		const quote = (more: object) =>
			act('head', violation, 'quote', {
				...{ price_egp_m2: 1000, earnest: 0.25, payment: { by: 'cash', discount: 0 } },
				...more
			});
		await expect(quote({})).rejects.toMatchObject({ code: 'permit_documents_missing' });
		await bringPapers(as('clerk'), violation);
		await expect(quote({})).rejects.toMatchObject({ code: 'permit_fees_due' });
		expect((await permitFees(as('cashier'), violation)).stages[0]).toMatchObject({
			stage: 'intake',
			due: 500_000
		});
		await payDues(as('cashier'), violation);
		for (const wrong of [{ price_egp_m2: 49 }, { price_egp_m2: 2501 }, { earnest: 0.26 }])
			await expect(quote(wrong)).rejects.toMatchObject({ code: 'permit_reconciliation' });
		await quote({});
		const quoted = (await record(violation)).violation!.quote!;
		expect(quoted.answer).toMatchObject({ base: 630_000, earnest: 157_500, total: 630_000 });
		await act('clerk', violation, 'accept_quote');
		const stage = 'reconciliation';
		const pay = (amount: number, by = 'cashier') => act(by, violation, 'pay_fees', { stage, amount });
		await expect(pay(157_500, 'head')).rejects.toMatchObject({ code: 'permit_separation' });
		const owed = async () =>
			(await permitFees(as('cashier'), violation)).stages.find((f) => f.stage === stage)!;
		expect(await owed()).toMatchObject({ total: 630_000, due: 630_000, next: { amount: 157_500, on: null } });
		await expect(pay(1)).rejects.toMatchObject({ code: 'permit_amount_due', params: { due: 157_500 } });
		expect((await pay(157_500)).state).toBe('reconciliation_accepted');
		expect(await owed()).toMatchObject({ paid: 157_500, next: { amount: 472_500, on: '2027-01-18' } });
		expect((await record(violation)).linked.find((c) => c.reference === violation)!.due).toEqual({
			...{ what: 'rest', on: '2027-01-18', days: 60 }
		});
		expect((await pay(472_500)).state).toBe('reconciliation_paid');
		const { receipts } = await permitFees(as('cashier'), violation);
		expect(receipts[0]).toMatchObject({
			number: expect.stringMatching(/^RC-2026-\d{6}$/),
			gateway: 'cash_desk'
		});
		const cancelled = { number: receipts[0]!.number, reason: 'ورقة مزيفة' };
		expect((await act('cashier', violation, 'cancel_receipt', cancelled)).state).toBe(
			'reconciliation_accepted'
		);
		await expect(act('authority', violation, 'close_violation', { reason: 'x' })).rejects.toMatchObject({
			code: 'state_forbids'
		});
		expect((await pay(472_500)).state).toBe('reconciliation_paid');
		await expect(act('cashier', violation, 'pay', {})).rejects.toMatchObject({ code: 'not_found' });
		await act('authority', violation, 'close_violation', { reason: 'قبول التصالح' });
		expect(await onMap('violations', violation)).toMatchObject({ props: { state: 'closed' } });

		expect((await record(site)).permit.state).toBe('corrected');
		expect((await act('inspector', completion, 'check_as_built')).state).toBe('as_built_checked');
		await expect(act('head', completion, 'certify')).rejects.toMatchObject({ code: 'permit_stages_left' });
		await act('inspector', site, 'resume_work');
		await at_work.pass(site);
		await expect(act('head', completion, 'certify')).rejects.toMatchObject({ code: 'permit_fees_due' });
		await payDues(as('cashier'), completion);
		expect((await act('head', completion, 'certify')).state).toBe('utility_letters');
		expect(await onMap('building_sites', site)).toMatchObject({ kind: 'ended' });
		const letters = { utilities: ['gas', 'electricity'] };
		expect((await act('authority', completion, 'issue_letters', letters)).state).toBe('closed');
		const papers = await permitCertificates(as('clerk'), completion);
		expect(papers.map(({ kind, subject, status }) => [kind, subject, status])).toEqual([
			['utility_letter', 'gas', 'valid'],
			['utility_letter', 'electricity', 'valid'],
			['conformity', null, 'valid']
		]);
		const { content } = await certificatePaper(as('authority'), papers[2]!.number, {
			origin: 'http://diwan.test'
		});
		expect(Buffer.from(content.subarray(0, 5)).toString()).toBe('%PDF-');
	});

	test('an owner follows their licence into the works, names no officer, and nobody else sees it', async () => {
		const { ref, site } = await begun('engineer');
		await act('inspector', site, 'inspect', found());
		expect((await act('engineer', site, 'correct', { reason: 'أزيل البروز' })).state).toBe('corrected');
		const { execution, hands } = await record(site, 'engineer');
		expect([execution!.inspections[0]!.person, hands]).toEqual([null, []]);
		await expect(record(site, 'engineer2')).rejects.toMatchObject({ code: 'not_found' });
		const listed = await listPermits(as('engineer'), { life: 'execution' });
		expect(listed.items.map((i) => [i.reference, i.parent])).toEqual([[site, ref]]);
		expect((await listPermits(as('engineer'), {})).items.map((i) => i.reference)).toEqual([ref]);
	});

	test('what is built without a licence is a violation of its own, ordered away and removed', async () => {
		const { answer } = await openViolation(as('inspector'), {
			...{ parcel: aPlot(at_work.plot()).parcel, description: 'بناء بدون ترخيص', excess_m2: 120 }
		});
		await expect(openViolation(as('clerk'), {})).rejects.toMatchObject({ code: 'forbidden' });
		const ref = answer.reference;
		expect(await onMap('violations', ref)).toMatchObject({ kind: 'no_licence', props: { state: 'open' } });
		await act('authority', ref, 'order_removal', { reason: 'إزالة', article: 'م 59 ق 119/2008' });
		expect(await onMap('violations', ref)).toMatchObject({ kind: 'removal_order' });
		await act('inspector', ref, 'confirm_removal', { reason: 'أزيل' });
		expect(await onMap('violations', ref)).toMatchObject({ props: { state: 'closed' } });
	});
});

test('a head puts a new list of stages in force from a day on; today’s list stays until then', async () => {
	const before = await listStages(as('head'));
	const stages = [...before.map(({ code, title, per_floor }) => ({ code, title, per_floor }))].reverse();
	const list = {
		...{ valid_from: '2026-12-01', source: 'قرار 12 لسنة 2026', verified: true },
		stages: [...stages, { code: 'stage_6', title: { ar: 'العزل', en: 'Waterproofing' }, per_floor: false }]
	};
	for (const who of ['clerk', 'inspector', 'authority', 'auditor'])
		await expect(setStages(as(who), list)).rejects.toMatchObject({ code: 'forbidden' });
	const twice = { ...list, stages: [stages[0], stages[0]] };
	await expect(setStages(as('head'), twice)).rejects.toThrow();
	await expect(setStages(as('head'), { ...list, valid_from: '2026-11-18' })).rejects.toMatchObject({
		...{ code: 'invalid_input', fields: [{ path: 'valid_from', code: 'permit_day_past' }] }
	});
	await setStages(as('head'), list);
	expect(await listStages(as('inspector'))).toEqual(before);
	const [planned] = await plannedStages(as('inspector'));
	expect(planned!.map((s) => s.code)).toEqual(list.stages.map((s) => s.code));
	expect(planned![0]).toMatchObject({ valid_from: '2026-12-01', source: list.source, unverified: false });
	await expect(setStages(as('head'), list)).rejects.toMatchObject({ code: 'already_exists' });
	const now = house.clock.now;
	house.clock.now = new Date('2026-12-01T09:00:00Z');
	expect(await listStages(as('inspector'))).toEqual(planned);
	expect(await plannedStages(as('inspector'))).toEqual([]);
	house.clock.now = now;
	const { rows } = await p.pool.query(
		`select detail ->> 'valid_from' as day from audit_log where action = 'permit.stages_set'`
	);
	expect(rows).toEqual([{ day: '2026-12-01' }]);
});
