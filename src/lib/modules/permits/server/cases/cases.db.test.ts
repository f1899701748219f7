import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDepartment, aPlot, type Department } from '../../../../../../tests/builders/department.ts';
import {
	aPaper,
	bringPapers,
	HOUSE,
	payDues,
	takenIn
} from '../../../../../../tests/builders/permit-file.ts';
import { ACCEPT, aDesk, GRANT, PARTIES } from '../../../../../../tests/builders/permit-desk.ts';
import { makeCtx } from '#lib/server/context.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import type { DomainError } from '#lib/kernel/errors.ts';
import { PERMIT_TRANSITIONS } from '../../rules/index.ts';
import { issueStatement, revokeCertificate } from '../certificates/index.ts';
import { attachDocuments, permitDocuments } from '../documents/index.ts';
import {
	actOnPermit,
	getPermit,
	permitDraws,
	permitHistory,
	permitRecord,
	readParties,
	sweepPermits
} from './index.ts';

let p: TestPlatform;
let house: Department;
beforeAll(async () => {
	p = await testPlatform();
	house = await aDepartment(p);
});
afterAll(() => p.close());

const { as, nameOf, opened, act, accepted, taken, later } = aDesk(() => house);

/** Has the statement of a case's plot issued. */
const stated = async (ref: string) =>
	(await issueStatement(as('clerk'), { geometry: (await getPermit(as('clerk'), ref)).plot })).answer;

const send = (ref: string, kind: string) =>
	attachDocuments(as('clerk'), ref, [{ kind, bytes: aPaper(`${kind} of ${ref}`), name: `${kind}.pdf` }]);

test('the life in the database is the life in the rules', async () => {
	const { rows } = await p.pool.query(
		'select action, from_state as from, to_state as to, duty as by from permit_transition'
	);
	const key = (t: { action: string; from: unknown; to: string; by: string }) =>
		[t.action, t.from, t.to, t.by].join(' ');
	const known = PERMIT_TRANSITIONS.filter((t) => t.from !== null);
	expect(rows.map(key).sort()).toEqual(known.map(key).sort());
});

describe('from the window to the licence', () => {
	test('a file goes through every hand, and is issued', async () => {
		const { ref, reviewer } = await accepted();
		expect((await getPermit(as('head'), ref)).state).toBe('assigned');
		await act(reviewer, ref, 'begin');
		await act(reviewer, ref, 'recommend', GRANT);
		await act('head', ref, 'take_up');
		await act('head', ref, 'approve');
		await payDues(as('cashier'), ref);
		const issued = await act('authority', ref, 'issue');
		expect(issued).toMatchObject({ state: 'issued', expires_on: '2027-11-19', holder: null });
		const steps = await permitHistory(as('auditor'), ref);
		expect(
			steps
				.map((s) => s.action)
				.filter((a) => a !== 'attach' && a !== 'pay_fees')
				.reverse()
		).toEqual([
			...[
				'open',
				'submit',
				'take_in',
				'accept',
				'assign',
				'begin',
				'recommend',
				'take_up',
				'approve',
				'issue'
			]
		]);
		const kept = await p.pool.query(
			`select action from audit_log where subject_type = 'permit' and detail ->> 'reference' = $1
				and action not like '%parties%' and action not in ('permit.attach', 'permit.pay_fees', 'permit.account') order by at`,
			[ref]
		);
		expect(kept.rows).toHaveLength(10);
	});

	test('a file with something missing goes back and comes again; the clock of service stands still meanwhile', async () => {
		const { reference: ref } = await opened();
		await send(ref, 'ownership');
		await takenIn(house, 'clerk', ref);
		const requests = [{ subject: 'ownership', fault: 'unreadable', note: 'الصفحة الثانية' }];
		for (const [subject, fault] of [
			['site_sketch', 'not_registered'],
			['as_built', 'missing']
		])
			await expect(act('clerk', ref, 'return', { requests: [{ subject, fault }] })).rejects.toThrow();
		const sent = await act('clerk', ref, 'return', { requests: [...requests, ...requests] });
		expect(sent).toMatchObject({ state: 'returned_incomplete', holder: 'applicant' });
		expect(sent.clocks.service?.paused).toBe(true);
		const { rows } = await p.pool.query(
			`select r.id::text, due_on from permit_request r join permit p on p.id = r.permit_id
			where p.reference = $1`,
			[ref]
		);
		expect(rows).toHaveLength(1);
		expect(rows[0].due_on).toBe('2026-12-10');
		const answers = [{ id: rows[0].id, answer: 'مرفق' }];
		// Words alone are no answer, nor is the same paper again.
		await expect(act('clerk', ref, 'resubmit', { answers })).rejects.toMatchObject({
			code: 'permit_documents_due',
			fields: [{ path: 'ownership' }]
		});
		const deed = { kind: 'ownership', name: 'x.pdf' };
		await expect(send(ref, 'ownership')).rejects.toMatchObject({ code: 'permit_document_same' });
		const brought = await attachDocuments(as('clerk'), ref, [
			{ ...deed, bytes: aPaper(`both pages of ${ref}`) }
		]);
		expect(brought.answer).toMatchObject([{ kind: 'ownership', version: 2 }]);
		const steps = (await permitHistory(as('clerk'), ref)).length;
		const two = [
			{ kind: 'identity', bytes: aPaper(`both sides, identity of ${ref}`), name: 'a.pdf' },
			{ kind: 'drawings', bytes: Buffer.from('<svg/>'), name: 'd.pdf' }
		];
		await expect(attachDocuments(as('clerk'), ref, two)).rejects.toMatchObject({
			code: 'permit_documents_refused',
			fields: [{ path: 'drawings', code: 'document_type' }]
		});
		await expect(attachDocuments(as('clerk'), ref, [two[0]!, two[0]!])).rejects.toMatchObject({
			code: 'invalid_input',
			fields: [{ path: 'identity', code: 'permit_document_twice' }]
		});
		const drawn = { ...two[1]!, bytes: aPaper(`drawings of ${ref}`) };
		const both = await attachDocuments(as('clerk'), ref, [two[0]!, drawn], { key: 'both' });
		expect(both.answer.map(({ kind }) => kind)).toEqual(['identity', 'drawings']);
		expect(await attachDocuments(as('clerk'), ref, [two[0]!, drawn], { key: 'both' })).toEqual({
			...both,
			repeated: true
		});
		expect(await permitHistory(as('clerk'), ref)).toHaveLength(steps + 1);
		const again = await act('clerk', ref, 'resubmit', { answers });
		expect(again).toMatchObject({ state: 'intake_check' });
		expect(again.clocks.service?.paused).toBe(false);
	});

	test('a file is accepted with every paper its facts require; after it was handed in none is added', async () => {
		const { reference: ref } = await opened('clerk', {
			facts: { ...HOUSE, floor_areas_m2: null, basements: 1, basement_areas_m2: [5], works_value_egp: null }
		});
		const [facts] = [await permitDocuments(as('clerk'), ref)];
		const stateOf = (kind: string) => facts.lines.find((line) => line.kind === kind)?.state;
		expect(stateOf('excavation_support')).toBe('missing');
		// The value of the works decides on insurance, and nobody has said it or what it follows from.
		expect([stateOf('insurance'), stateOf('contract'), stateOf('photos')]).toEqual([
			...['unknown', 'later', 'not_needed']
		]);
		await act('clerk', ref, 'edit', { facts: { ...HOUSE, basements: 1, basement_areas_m2: [5] } });
		const without = facts.missing.filter((line) => line.kind === 'excavation_support');
		expect(without).toHaveLength(1);
		await expect(act('clerk', ref, 'submit')).rejects.toMatchObject({ code: 'permit_statement_missing' });
		const { number } = await stated(ref);
		expect(await act('clerk', ref, 'submit')).toMatchObject({ state: 'submitted' });
		const { lines } = await permitDocuments(as('clerk'), ref);
		expect(lines.find((line) => line.kind === 'site_statement')).toMatchObject({
			state: 'present',
			registered: { number },
			versions: []
		});
		await act('clerk', ref, 'take_in');
		await payDues(as('cashier'), ref);
		const refusal = await act('clerk', ref, 'accept', ACCEPT).catch((error: unknown) => error);
		expect(refusal).toMatchObject({ code: 'permit_documents_missing', params: { count: 8 } });
		expect((refusal as DomainError).fields.map((f) => f.path)).toContain('works_validity');
		const late = { kind: 'soil', bytes: aPaper('late'), name: 'soil.pdf' };
		await expect(attachDocuments(as('clerk'), ref, [late])).rejects.toMatchObject({ code: 'state_forbids' });
		const requests = [{ subject: 'identity', fault: 'missing' }];
		await act('clerk', ref, 'return', { requests });
		await bringPapers(as('clerk'), ref);
		await act('clerk', ref, 'resubmit', { answers: [] });
		expect((await act('clerk', ref, 'accept', ACCEPT)).state).toBe('assigned');
	});

	test('a draft is changed by whoever keeps it; a number that screens do not show whole stays', async () => {
		const { reference: ref, version } = await opened();
		const owner = { ...PARTIES.owner, national_id: null, phone: '01111234567' };
		const changed = await act('clerk', ref, 'edit', {
			facts: { ...HOUSE, floors: 2, floor_areas_m2: [120, 120] },
			parties: { owner, engineer: null }
		});
		expect([changed.state, changed.version, changed.facts.floors]).toEqual(['draft', version + 1, 2]);
		const [kept, ...others] = await readParties(as('clerk'), ref);
		expect(kept).toMatchObject({ name: owner.name, phone: '+201111234567' });
		expect(kept!.national_id).toMatch(/2345$/);
		expect(others).toEqual([]);
		await act('clerk', ref, 'edit', { parties: { owner: { ...owner, name: 'هدى سليم' } } });
		expect((await readParties(as('clerk'), ref))[0]!.national_id).toBeNull();
	});

	test('a statement that is over, taken back or of another plot is none; its paper in the file is one', async () => {
		const { reference: ref, plot } = await opened();
		const refused = () =>
			expect(act('clerk', ref, 'submit')).rejects.toMatchObject({ code: 'permit_statement_missing' });
		const half = { type: 'Polygon', coordinates: [plot.coordinates[0]![0]!.map(([x, y]) => [x! + 10, y!])] };
		await issueStatement(as('clerk'), { geometry: half });
		await refused();
		const { number } = await stated(ref);
		await later('2027-12-01', refused);
		await revokeCertificate(as('head'), number, { reason: 'خطأ في الرفع', article: null });
		await refused();
		await send(ref, 'site_statement');
		expect((await act('clerk', ref, 'submit')).state).toBe('submitted');
	});

	test('a file whose drawing is another size than it says is not handed in', async () => {
		const { reference: ref } = await opened('clerk', {
			facts: { ...HOUSE, declared: { parcel_m2: 370, footprint_m2: null } }
		});
		await stated(ref);
		const refusal = await act('clerk', ref, 'submit').catch((error: unknown) => error);
		expect(refusal).toMatchObject({
			code: 'permit_areas_differ',
			fields: [{ path: 'facts.declared.parcel_m2', params: { percent: '8.1', limit: 1 } }]
		});
		await act('clerk', ref, 'edit', {
			facts: { ...HOUSE, declared: { parcel_m2: 400, footprint_m2: null } }
		});
		expect((await act('clerk', ref, 'submit')).state).toBe('submitted');
	});

	test('a file with areas for a part of its floors is not handed in, and nothing is charged', async () => {
		const { reference: ref } = await opened('clerk', {
			facts: { ...HOUSE, floors: 5, floor_areas_m2: [80, 80] }
		});
		await stated(ref);
		const refusal = await act('clerk', ref, 'submit').catch((error: unknown) => error);
		const params = { floors: 5, areas: 2 };
		expect(refusal).toMatchObject({
			...{ code: 'permit_areas_count', params },
			fields: [{ path: 'facts.floor_areas_m2', code: 'permit_areas_count', params }]
		});
		await act('clerk', ref, 'edit', {
			facts: { ...HOUSE, floors: 5, floor_areas_m2: [80, 80, 80, 60, 60] }
		});
		expect((await act('clerk', ref, 'submit')).state).toBe('submitted');
	});

	test('a file whose floors are smaller than any over its outline is not handed in', async () => {
		const { reference: ref } = await opened('clerk', {
			facts: { ...HOUSE, floors: 3, floor_areas_m2: [80, 1, 1] }
		});
		await stated(ref);
		const refused = async (params: Record<string, number>) => {
			const refusal = await act('clerk', ref, 'submit').catch((error: unknown) => error);
			const code = 'permit_area_small';
			expect(refusal).toMatchObject({
				...{ code, params, fields: [{ path: 'facts.floor_areas_m2', code, params }] }
			});
		};
		await refused({ floor: 2, area: 1, least: 8 });
		await act('clerk', ref, 'edit', { facts: { ...HOUSE, floors: 3, floor_areas_m2: [39, 39, 39] } });
		await refused({ floor: 1, area: 39, least: 40 });
		// A room on the roof.
		await act('clerk', ref, 'edit', { facts: { ...HOUSE, floors: 3, floor_areas_m2: [80, 80, 12] } });
		expect((await act('clerk', ref, 'submit')).state).toBe('submitted');
	});

	test('what is asked twice with one key is done once', async () => {
		const { reference: ref } = await opened();
		await stated(ref);
		const once = await actOnPermit(as('clerk'), ref, 'submit', {}, { key: 'k1' });
		const twice = await actOnPermit(as('clerk'), ref, 'submit', {}, { key: 'k1' });
		expect([once.repeated, twice.repeated]).toEqual([false, true]);
		await expect(act('clerk', ref, 'submit')).rejects.toMatchObject({ code: 'state_forbids' });
	});

	test('an agency that objects holds the licence until the second officer waives it with an article', async () => {
		const { ref, reviewer } = await accepted();
		await act(reviewer, ref, 'begin');
		await act(reviewer, ref, 'consult', { agencies: [{ unit: 'antiquities', about: 'حرم أثر' }] });
		await expect(act('stranger', ref, 'answer', { answer: 'objection', note: 'لا' })).rejects.toMatchObject({
			code: 'forbidden'
		});
		const heard = await act('focal', ref, 'answer', { answer: 'objection', note: 'داخل الحرم' });
		expect(heard.state).toBe('technical_review');
		await expect(act(reviewer, ref, 'recommend', GRANT)).rejects.toMatchObject({ code: 'permit_objections' });
		const waiver = { rule: 'R16', subject: 'antiquities', article: 'م 20 ق 117/1983', reason: 'قرار اللجنة' };
		await expect(act(reviewer, ref, 'waive', waiver)).rejects.toMatchObject({ code: 'permit_separation' });
		await act('head', ref, 'waive', waiver);
		expect((await act(reviewer, ref, 'recommend', GRANT)).state).toBe('recommended');
	});

	test('what the rules say is kept once, until the map says something else', async () => {
		const { ref, reviewer } = await accepted();
		const kept = async () =>
			(
				await p.pool.query<{ n: number; from: string | null }>(
					`select c.n, (select l ->> 'version' from jsonb_array_elements(c.answer -> 'layers') l
						where l ->> 'layer' = 'utilities_water') as from
					from permit_check c join permit p on p.id = c.permit_id where p.reference = $1 order by n`,
					[ref]
				)
			).rows;
		await act(reviewer, ref, 'begin');
		await act(reviewer, ref, 'recommend', GRANT);
		expect(await kept()).toHaveLength(1);
		await p.pool.query(
			`insert into utilities_water (source, source_id, kind, geom)
			select 'test', 'near', 'main', st_multi(st_boundary(st_expand(geom, 30))) from permit where reference = $1`,
			[ref]
		);
		await act('head', ref, 'take_up');
		await act('head', ref, 'approve');
		const [before, after] = await kept();
		expect([before!.n, after!.n]).toEqual([1, 2]);
		expect(after!.from).not.toBe(before!.from);
	});

	test('a licence is not recommended while a blocking rule fails', async () => {
		const { reference: ref } = await opened('clerk', { footprint: aPlot(taken(), { front: -1 }).footprint });
		await takenIn(house, 'clerk', ref);
		await act('clerk', ref, 'accept', ACCEPT);
		const [draw] = (await permitDraws(as('auditor'), ref)).draws;
		const reviewer = nameOf(draw!.picked);
		await act(reviewer, ref, 'begin');
		await expect(act(reviewer, ref, 'recommend', GRANT)).rejects.toMatchObject({
			code: 'permit_blocked',
			params: { rules: 'R01' }
		});
		// Only what stands against it can be waived, and of that no more than was measured.
		const waiver = { rule: 'R01', subject: 'parcel', article: 'م 1', reason: 'تداخل قديم' };
		for (const nothing of [
			{ rule: 'R99', subject: 'nonsense' },
			{ rule: 'R03', subject: 'front' },
			{ rule: 'R16', subject: 'antiquities' }
		])
			await expect(act('head', ref, 'waive', { ...waiver, ...nothing })).rejects.toMatchObject({
				code: 'permit_nothing_to_waive'
			});
		const failed = async () => (await permitRecord(as('head'), ref)).standing.failed.map((f) => f.rule);
		await act('head', ref, 'waive', waiver);
		expect(await failed()).toEqual([]);
		const checkedAgain = (by: number) =>
			p.pool.query(
				`insert into permit_check select permit_id, n + 1, at, judged_on, verdict, jsonb_set(answer, '{results}', (
					select jsonb_agg(case when r ->> 'rule' = 'R01' and r ->> 'status' = 'fail'
						then r || jsonb_build_object('actual', (r ->> 'actual')::float8 + $2::float8) else r end)
					from jsonb_array_elements(answer -> 'results') r))
				from permit_check c where permit_id = (select id from permit where reference = $1)
					and n = (select max(n) from permit_check l where l.permit_id = c.permit_id)`,
				[ref, by]
			);
		await checkedAgain(-1);
		expect(await failed()).toEqual([]);
		await checkedAgain(3);
		expect(await failed()).toEqual(['R01']);
		const refuse = { ...GRANT, outcome: 'refuse', article: 'م 39 ق 119/2008' };
		await act(reviewer, ref, 'recommend', refuse);
		await act('head', ref, 'take_up');
		await expect(act('head', ref, 'approve')).rejects.toMatchObject({ code: 'permit_not_recommended' });
		const refused = await act('head', ref, 'refuse', { reason: 'بروز خارج القطعة', article: 'م 39' });
		expect(refused.state).toBe('refused');
	});
});

describe('what time alone brings about', () => {
	const sweep = () => sweepPermits(makeCtx(p, { actor: SYSTEM, now: () => house.clock.now }));

	test('thirty days after the certificate silence is consent, which a person turns into a licence', async () => {
		const { ref } = await accepted();
		await expect(act('authority', ref, 'issue_deemed', { reason: 'x' })).rejects.toMatchObject({
			code: 'permit_not_deemed'
		});
		// Certified on the 18th of November: the last day is the 18th of December.
		await later('2026-12-18', async () => expect((await sweep()).deemed).not.toContain(ref));
		await later('2026-12-19', async () => {
			expect((await sweep()).deemed).toContain(ref);
			expect((await sweep()).deemed).not.toContain(ref);
			expect((await getPermit(as('head'), ref)).clocks.statutory?.alarm).toBe('expired');
			await expect(act('authority', ref, 'issue_deemed', { reason: 'x' })).rejects.toMatchObject({
				code: 'permit_fees_due'
			});
			await payDues(as('cashier'), ref);
			const issued = await act('authority', ref, 'issue_deemed', { reason: 'انقضاء المدة' });
			expect(issued.state).toBe('issued');
		});
	});

	test('an agency that does not answer in its term kept silent; what was asked and not answered lapses', async () => {
		const { ref, reviewer } = await accepted();
		await act(reviewer, ref, 'begin');
		await act(reviewer, ref, 'consult', { agencies: [{ unit: 'antiquities', about: 'حرم أثر' }] });
		const { reference: waiting } = await opened();
		await stated(waiting);
		await act('clerk', waiting, 'submit');
		await act('clerk', waiting, 'take_in');
		await act('clerk', waiting, 'return', { requests: [{ subject: 'ownership', fault: 'missing' }] });
		await later('2026-12-14', async () => {
			expect(await sweep()).toMatchObject({ heard: [ref], lapsed: [waiting] });
			expect((await getPermit(as('head'), ref)).state).toBe('technical_review');
			expect((await getPermit(as('head'), waiting)).state).toBe('lapsed');
			await expect(act(reviewer, ref, 'recommend', GRANT)).rejects.toMatchObject({
				code: 'permit_objections'
			});
		});
	});
});

describe('who asks', () => {
	test('what came by the portal is changed, answered and withdrawn by who asks, not by the window', async () => {
		const { reference: ref, channel } = await opened('engineer');
		expect(channel).toBe('portal');
		// A way that is not theirs is not changed in silence.
		const unfit = { code: 'invalid_input', fields: [{ path: 'channel', code: 'permit_channel_unfit' }] };
		for (const [who, way] of [
			['engineer', 'window'],
			['engineer', 'phone'],
			['clerk', 'portal']
		] as const)
			await expect(opened(who, { channel: way }), `${who} ${way}`).rejects.toMatchObject(unfit);
		expect((await opened('clerk', { channel: 'phone' })).channel).toBe('phone');
		await bringPapers(as('engineer'), ref);
		await act('engineer', ref, 'submit');
		await act('clerk', ref, 'take_in');
		await expect(act('clerk', ref, 'withdraw', { reason: 'طلبه' })).rejects.toMatchObject({
			code: 'permit_separation'
		});
		await act('clerk', ref, 'return', { requests: [{ subject: 'identity', fault: 'unreadable' }] });
		expect((await getPermit(as('clerk'), ref)).may).not.toContain('edit');
		await expect(act('clerk', ref, 'edit', { address: 'آخر' })).rejects.toMatchObject({
			code: 'permit_separation'
		});
		const { id } = await getPermit(as('clerk'), ref);
		await expect(
			as('clerk').transaction(({ db }) =>
				sql`insert into permit_event (permit_id, version, action, from_state, to_state, duty, person_id, at)
					select id, version + 1, 'edit', state, state, 'clerk', ${house.officer('clerk').id}, now()
					from permit where id = ${id}`.execute(db)
			)
		).rejects.toMatchObject({ code: '42501' });
	});

	test('a use is the name of a cost, and says of nobody whose house it is', async () => {
		await expect(opened('clerk', { facts: { ...HOUSE, use: 'منزل سعاد منصور' } })).rejects.toMatchObject({
			name: 'ZodError'
		});
		const { facts } = await opened('clerk', { facts: { ...HOUSE, use: 'cold_store' } });
		expect(facts.use).toBe('cold_store');
	});

	test('a plot outside every district has no department, and a cashier no business with names', async () => {
		const far = {
			type: 'Polygon',
			coordinates: [
				[
					[522000, 943000],
					[522020, 943000],
					[522020, 943020],
					[522000, 943020],
					[522000, 943000]
				]
			]
		};
		await expect(opened('clerk', { parcel: far, footprint: null })).rejects.toMatchObject({
			code: 'permit_no_department'
		});
		const { ref } = await accepted();
		await expect(readParties(as('cashier'), ref)).rejects.toMatchObject({ code: 'forbidden' });
	});
});
