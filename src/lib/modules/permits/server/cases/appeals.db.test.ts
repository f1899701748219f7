import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDepartment, aPlot, type Department } from '../../../../../../tests/builders/department.ts';
import { HOUSE, payDues, takenIn } from '../../../../../../tests/builders/permit-file.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { makeCtx } from '#lib/server/context.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { drawAgain, type PermitCase } from '../../rules/index.ts';
import {
	actOnPermit,
	getPermit,
	listPermits,
	openPermit,
	permitCertificates,
	permitDraws,
	permitHistory,
	permitPerformance,
	permitRecord,
	publishedPermit,
	readParties,
	sweepPermits,
	trackOwn,
	verifyCertificate
} from '../index.ts';

const REVIEWERS = ['reviewer1', 'reviewer2', 'reviewer3'];
const EXAMINED = Array.from({ length: 23 }, (_, i) => `R${String(i).padStart(2, '0')}`);
const GRANT = { outcome: 'grant', reason: 'مستوفٍ', conditions: [], examined: EXAMINED };
const REFUSE = { ...GRANT, outcome: 'refuse', article: 'م 15 ق 119/2008' };
const GROUNDS = { grounds: 'الارتفاع المحسوب في القرار من منسوب الشارع الخلفي، والواجهة على الشارع الأعرض.' };
const DISMISS = { reason: 'الارتفاع محسوب من أعلى منسوب للطريق', article: 'م 16 ق 119/2008' };
const WHY = { reason: 'عرض الشارع المقيس أكبر مما بُني عليه الرفض' };
/** The day of the refusals; their paper says until 18 January 2027. */
const REFUSED = new Date('2026-11-19T09:00:00Z');

let p: TestPlatform;
let house: Department;
let plots = 0;
const as = (name: string) => house.officer(name).ctx;
const id = (name: string) => house.officer(name).id;
const act = async (by: string, ref: string, action: string, input: unknown = {}) =>
	(await actOnPermit(as(by), ref, action, input)).answer;
const nobody = () => makeCtx(p, { now: () => house.clock.now });
const check = (code: string) => verifyCertificate(nobody(), code, { ip: '192.0.2.9' });
const on = async <T>(day: string, work: () => Promise<T>): Promise<T> => {
	const { now } = house.clock;
	house.clock.now = new Date(`${day}T09:00:00Z`);
	try {
		return await work();
	} finally {
		house.clock.now = now;
	}
};

async function reviewerOf(ref: string): Promise<string> {
	const { draws } = await permitDraws(as('auditor'), ref);
	return REVIEWERS.find((name) => id(name) === draws.at(-1)!.picked)!;
}

interface Refused {
	ref: string;
	reviewer: string;
	code: string;
}

/** A case that the head of engineering refused, or the authority what was approved. */
async function refused(by = 'engineer', { at = 'review' as 'review' | 'issue' } = {}): Promise<Refused> {
	const { answer } = await openPermit(as(by), {
		...{ kind: 'new', ...aPlot(plots++), facts: HOUSE },
		parties: {
			owner: { name: 'سعاد فؤاد منصور', national_id: '28501010212345', phone: '01001234567' },
			engineer: { name: 'كريم شاهين', office: 'مكتب النيل' }
		}
	});
	const ref = answer.reference;
	await takenIn(house, by, ref);
	await act('clerk', ref, 'accept', { certificate_on: '2026-11-18' });
	const reviewer = await reviewerOf(ref);
	await act(reviewer, ref, 'begin');
	await act(reviewer, ref, 'recommend', at === 'issue' ? GRANT : REFUSE);
	await act('head', ref, 'take_up');
	if (at === 'issue') await act('head', ref, 'approve');
	const why = { reason: 'الارتفاع يجاوز المسموح', article: 'م 15' };
	await act(at === 'issue' ? 'authority' : 'head', ref, 'refuse', why);
	const cards = await permitCertificates(as('head'), ref);
	return { ref, reviewer, code: cards[0]!.code };
}

beforeAll(async () => {
	p = await testPlatform();
	house = await aDepartment(p, REFUSED);
});
afterAll(() => p.close());

describe('an appeal', () => {
	test('is filed by whoever asks, once, until the last day of the paper', async () => {
		const { ref, code } = await refused();
		expect(await getPermit(as('engineer'), ref)).toMatchObject({
			...{ state: 'refused', holder: null, may: ['file_appeal'] },
			appeal: { until: '2027-01-18', filed_at: null, outcome: null }
		});
		await on('2027-01-19', async () => {
			expect((await getPermit(as('engineer'), ref)).may).toEqual([]);
			await expect(act('engineer', ref, 'file_appeal', GROUNDS)).rejects.toMatchObject({
				...{ code: 'permit_appeal_late', params: { day: '2027-01-18' } }
			});
		});
		await on('2027-01-18', async () => {
			await expect(act('engineer', ref, 'file_appeal', { grounds: ' ' })).rejects.toMatchObject({
				name: 'ZodError'
			});
			const naming = { grounds: 'أنا سعاد فؤاد منصور ولم أخالف' };
			await expect(act('engineer', ref, 'file_appeal', naming)).rejects.toMatchObject({
				fields: [{ path: 'grounds', code: 'permit_names_told' }]
			});
			const filed = await act('engineer', ref, 'file_appeal', GROUNDS);
			expect(filed).toMatchObject({ state: 'refused', holder: 'governor', may: [] });
			expect(filed.appeal!.filed_at).toBe('2027-01-18T09:00:00.000Z');
			await expect(act('engineer', ref, 'file_appeal', GROUNDS)).rejects.toMatchObject({
				code: 'permit_appeal_twice'
			});
			expect((await publishedPermit(nobody(), ref)).state).toBe('appealed');
			expect((await check(code)).appeal).toMatchObject({ outcome: null });
			const told = await trackOwn(as('engineer'), ref);
			expect(told).toMatchObject({ appeal: { standing: 'open' }, holder: { duty: 'governor' } });
			expect(told.steps[0]).toMatchObject({ action: 'file_appeal' });
			expect(JSON.stringify(told)).not.toContain('شخص');
		});
		const { rows } = await p.pool.query(
			`select detail::text as told from audit_log where action = 'permit.file_appeal' and detail ->> 'reference' = $1`,
			[ref]
		);
		expect(rows).toHaveLength(1);
		expect(rows[0].told).not.toContain(GROUNDS.grounds);
	});

	test('is filed and decided once, however often it is sent at the same moment', async () => {
		const { ref } = await refused();
		const outcomes = async (...sent: Promise<unknown>[]) =>
			(await Promise.allSettled(sent))
				.map((s) => (s.status === 'fulfilled' ? 'done' : ((s.reason as { code?: string }).code ?? 'failed')))
				.sort();
		const file = () => act('engineer', ref, 'file_appeal', GROUNDS);
		expect(await outcomes(file(), file(), file())).toEqual([
			'done',
			'permit_appeal_twice',
			'permit_appeal_twice'
		]);
		const grant = () => act('governor', ref, 'grant_appeal', WHY);
		const dismiss = () => act('governor', ref, 'dismiss_appeal', DISMISS);
		const decided = await outcomes(dismiss(), grant(), dismiss());
		expect(decided.filter((d) => d === 'done')).toHaveLength(1);
		for (const other of decided.filter((d) => d !== 'done'))
			expect(other).toMatch(/^(permit_appeal_none|state_forbids)$/);
	});

	test('lies with the governor, and with nobody who had a hand in the case', async () => {
		const { ref, reviewer } = await refused();
		const listed = async (by: string) =>
			(await listPermits(as(by), { mine: '1' })).items.map((item) => item.reference);
		expect(await listed('governor')).not.toContain(ref);
		await expect(act('governor', ref, 'dismiss_appeal', DISMISS)).rejects.toMatchObject({
			code: 'permit_appeal_none'
		});
		for (const by of ['clerk', 'head', reviewer, 'cashier', 'authority', 'inspector', 'auditor'])
			await expect(act(by, ref, 'file_appeal', GROUNDS), by).rejects.toMatchObject({
				code: expect.stringMatching(/^(forbidden|permit_separation)$/)
			});
		await expect(act('engineer2', ref, 'file_appeal', GROUNDS)).rejects.toMatchObject({
			code: expect.stringMatching(/^(forbidden|not_found)$/)
		});
		await act('engineer', ref, 'file_appeal', GROUNDS);
		expect(await listed('governor')).toContain(ref);
		expect((await getPermit(as('governor'), ref)).may.sort()).toEqual(['dismiss_appeal', 'grant_appeal']);
		for (const by of ['engineer', 'clerk', 'clerk2', 'head', reviewer, 'cashier', 'authority', 'all'])
			for (const [action, input] of [
				['grant_appeal', WHY],
				['dismiss_appeal', DISMISS]
			] as const) {
				expect((await getPermit(as(by), ref)).may, by).not.toContain(action);
				await expect(act(by, ref, action, input), `${by} ${action}`).rejects.toMatchObject({
					code: expect.stringMatching(/^(forbidden|permit_separation)$/)
				});
			}
		// What is said in it is for whoever decides and whoever judged, not for whoever takes money.
		const grounds = async (by: string) => (await permitRecord(as(by), ref)).appeals[0]?.grounds ?? null;
		expect(await grounds('governor')).toBe(GROUNDS.grounds);
		expect(await grounds('engineer')).toBe(GROUNDS.grounds);
		expect(await grounds('head')).toBe(GROUNDS.grounds);
		expect(await grounds('cashier')).toBeNull();
	});

	test('that is dismissed leaves the refusal as it was, for good', async () => {
		const { ref, code } = await refused('clerk');
		expect((await getPermit(as('clerk2'), ref)).may).toContain('file_appeal');
		await act('clerk', ref, 'file_appeal', GROUNDS);
		await expect(act('governor', ref, 'dismiss_appeal', { reason: DISMISS.reason })).rejects.toMatchObject({
			name: 'ZodError'
		});
		const dismissed = await act('governor', ref, 'dismiss_appeal', DISMISS);
		expect(dismissed).toMatchObject({
			...{ state: 'refused', holder: null, may: [], decided_at: REFUSED.toISOString() },
			appeal: { outcome: 'dismissed' }
		});
		for (const [by, action, input] of [
			['governor', 'grant_appeal', WHY],
			['governor', 'dismiss_appeal', DISMISS]
		] as const)
			await expect(act(by, ref, action, input)).rejects.toMatchObject({ code: 'permit_appeal_none' });
		await expect(act('clerk', ref, 'file_appeal', GROUNDS)).rejects.toMatchObject({
			code: 'permit_appeal_twice'
		});
		expect(await check(code)).toMatchObject({ status: 'valid', appeal: { outcome: 'dismissed' } });
		const { state, log } = await publishedPermit(nobody(), ref);
		expect(state).toBe('refused');
		expect(log.map((l) => l.status).slice(-3)).toEqual(['refused', 'appealed', 'appeal_dismissed']);
		expect((await permitRecord(as('clerk'), ref)).appeals).toMatchObject([
			{ outcome: 'dismissed', reason: DISMISS.reason, article: DISMISS.article }
		]);
	});
});

describe('an appeal that is granted', () => {
	let first: Refused;
	let granted: PermitCase;
	let second: string;
	const DAY = '2027-01-10';

	beforeAll(async () => {
		first = await refused();
		await act('engineer', first.ref, 'file_appeal', GROUNDS);
		await on(DAY, async () => {
			const naming = { reason: 'سبق أن رُخص للمالكة سعاد فؤاد' };
			await expect(act('governor', first.ref, 'grant_appeal', naming)).rejects.toMatchObject({
				fields: [{ path: 'reason', code: 'permit_names_told' }]
			});
			granted = await act('governor', first.ref, 'grant_appeal', WHY);
		});
		second = await reviewerOf(first.ref);
	});

	test('takes the refusal back, and begins both clocks where they belong', async () => {
		expect(granted).toMatchObject({
			...{ state: 'assigned', holder: 'reviewer', decided_at: null, certificate_on: DAY, appeal: null },
			clocks: { statutory: { day: 0, days: 30, alarm: 'none' }, service: { paused: false } }
		});
		expect(granted.accepted_at).toBe(REFUSED.toISOString());
		const told = await on(DAY, () => check(first.code));
		expect(told).toMatchObject({ status: 'revoked', appeal: { outcome: 'granted' } });
		expect(told.record.ok).toBe(true);
		const { state, decided_on, log } = await publishedPermit(nobody(), first.ref);
		expect({ state, decided_on }).toEqual({ state: 'in_review', decided_on: null });
		expect(log.at(-1)).toEqual({ status: 'appeal_granted', on: DAY });
	});

	test('is drawn anew: not to who reviewed, and computed again by the auditor', async () => {
		expect(second).not.toBe(first.reviewer);
		const { draws } = await permitDraws(as('auditor'), first.ref);
		expect(draws).toHaveLength(2);
		for (const draw of draws) expect(await drawAgain(draw)).toBe(draw.picked);
		expect(draws[1]!.candidates).not.toContain(id(first.reviewer));
		expect(draws[1]!.excluded[id(first.reviewer)]).toBe('has_duty');
		await on(DAY, async () => {
			await expect(readParties(as(second), first.ref)).rejects.toMatchObject({
				code: expect.stringMatching(/^(forbidden|permit_blind)$/)
			});
			const seen = await permitRecord(as(second), first.ref);
			expect(seen.blind).toBe(true);
			expect(seen.appeals).toEqual([]);
			const words = (action: string) => seen.history.find((step) => step.action === action)!.reason;
			expect(words('grant_appeal')).toBe(WHY.reason);
			expect(words('refuse')).toBeNull();
		});
	});

	test('is not deemed by the next round, and warns of its own days', async () => {
		await on('2027-02-01', async () => {
			const { deemed, alarmed } = await sweepPermits(
				makeCtx(p, { actor: SYSTEM, now: () => house.clock.now })
			);
			expect(deemed).not.toContain(first.ref);
			expect(alarmed).toContain(`${first.ref} first`);
			expect(alarmed).not.toContain(`${first.ref} expired`);
		});
	});

	test('is judged by others alone, and counted once', async () => {
		const { ref, reviewer } = first;
		await on(DAY, async () => {
			await act(second, ref, 'begin');
			await expect(act(reviewer, ref, 'recommend', GRANT)).rejects.toMatchObject({
				code: 'permit_separation'
			});
			await act(second, ref, 'recommend', GRANT);
			expect((await getPermit(as('head'), ref)).may).toEqual([]);
			await expect(act('head', ref, 'take_up')).rejects.toMatchObject({ code: 'permit_separation' });
			await act('all', ref, 'take_up');
			await act('all', ref, 'approve');
			await payDues(as('cashier'), ref);
			const issued = await act('authority', ref, 'issue');
			expect(issued).toMatchObject({ state: 'issued', decided_at: `${DAY}T09:00:00.000Z` });
			const counted = { from: '2026-11-01', to: '2027-01-31' };
			const decided = async (which: string) =>
				(await listPermits(as('head'), { decided: which, ...counted })).items.map((i) => i.reference);
			expect(await decided('granted')).toContain(ref);
			expect(await decided('refused')).not.toContain(ref);
			const { total } = await permitPerformance(as('head'), counted);
			const { rows } = await p.pool.query<{ granted: number; refused: number }>(
				`select count(*) filter (where state = 'issued')::int as granted,
					count(*) filter (where state = 'refused')::int as refused from permit where life = 'licence'`
			);
			expect({ granted: total.granted, refused: total.refused }).toEqual(rows[0]);
			expect((await permitHistory(as('auditor'), ref)).filter((s) => s.action === 'refuse')).toHaveLength(1);
		});
	});

	test('of a licence that the authority refused: its account is owed no more, and another authority issues', async () => {
		const { ref, reviewer } = await refused('engineer', { at: 'issue' });
		await act('engineer', ref, 'file_appeal', GROUNDS);
		expect((await act('governor', ref, 'grant_appeal', WHY)).state).toBe('assigned');
		// Whoever asks is told so until the case is decided anew; why is between the offices.
		const told = (await trackOwn(as('engineer'), ref)).appeal;
		expect(told).toMatchObject({ standing: 'granted', until: null, reason: null });
		expect([told!.filed_at, told!.decided_at]).not.toContain(null);
		const owed = await p.pool.query(
			`select a.stage from permit_account a join permit p on p.id = a.permit_id
			where p.reference = $1 and a.superseded_at is null`,
			[ref]
		);
		expect(owed.rows).toEqual([{ stage: 'intake' }]);
		const { hands } = await permitRecord(as('auditor'), ref);
		const ended = hands.filter((h) => h.ended).map((h) => h.duty);
		expect(ended.sort()).toEqual(['approver', 'authority', 'reviewer']);
		const next = await reviewerOf(ref);
		expect(next).not.toBe(reviewer);
		await act(next, ref, 'begin');
		await act(next, ref, 'recommend', GRANT);
		await act('head2', ref, 'take_up');
		await act('head2', ref, 'approve');
		await payDues(as('cashier'), ref);
		await expect(act('authority', ref, 'issue')).rejects.toMatchObject({ code: 'permit_separation' });
		expect((await getPermit(as('authority'), ref)).may).toEqual([]);
		expect((await act('all', ref, 'issue')).state).toBe('issued');
	});

	test('waits until there is another head, and another authority than that head', async () => {
		const { ref } = await refused();
		await act('engineer', ref, 'file_appeal', GROUNDS);
		const before = (await permitDraws(as('auditor'), ref)).draws.length;
		const until = (day: string | null, role: string, ...names: string[]) =>
			p.pool.query('update assignment set valid_to = $1 where role = $2 and person_id = any($3::bigint[])', [
				...[day, role, names.map(id)]
			]);
		const granting = () => act('governor', ref, 'grant_appeal', WHY);
		await until('2026-11-18', 'head_of_engineering', 'all', 'head2');
		await expect(granting()).rejects.toMatchObject({ code: 'permit_head_alone' });
		// One person holds both offices, and can do one of them in this case.
		await until(null, 'head_of_engineering', 'all');
		await until('2026-11-18', 'authority', 'authority');
		await expect(granting()).rejects.toMatchObject({ code: 'permit_authority_alone' });
		expect(await getPermit(as('governor'), ref)).toMatchObject({
			...{ state: 'refused', holder: 'governor' },
			appeal: { outcome: null }
		});
		expect((await permitDraws(as('auditor'), ref)).draws).toHaveLength(before);
		await until(null, 'head_of_engineering', 'head2');
		expect((await granting()).state).toBe('assigned');
		await until(null, 'authority', 'authority');
	});
});

describe('as a statement of the application', () => {
	let ref: string;
	let at: { id: string; version: number };
	const NOW = `timestamptz '2026-11-19T09:00:00Z'`;
	const step = (action: string, to: string, duty: string, who: string, more: { reason?: string } = {}) => [
		`insert into permit_event (permit_id, version, action, from_state, to_state, duty, person_id, at, reason, detail)
			values (${at.id}, ${at.version + 1}, '${action}', 'refused', '${to}', '${duty}',
				${duty === 'applicant' ? 'null' : id(who)}, ${NOW}, ${more.reason ? `'${more.reason}'` : 'null'},
				'{"article": "م 16"}')`,
		`update permit set state = '${to}', version = ${at.version + 1} where id = ${at.id}`
	];
	const filing = (day = NOW) =>
		`insert into permit_appeal (permit_id, filed_at, grounds) values (${at.id}, ${day}, 'x')`;
	const taking = (who: string, duty: string) =>
		`insert into permit_hand (permit_id, person_id, duty, since) values (${at.id}, ${id(who)}, '${duty}', ${NOW})`;
	const deciding = (outcome: string) =>
		`update permit_appeal set outcome = '${outcome}', decided_at = ${NOW} where permit_id = ${at.id}`;

	/** The database refuses, or finds nothing to change; and nothing is left of it. */
	async function refusedBy(who: string, ...statements: string[]): Promise<void> {
		const state = async () =>
			(
				await p.pool.query(
					`select p.state, p.version, p.decided_at, p.certificate_on, (select count(*) from permit_event e where e.permit_id = p.id) as steps,
					(select jsonb_agg(a) from permit_appeal a where a.permit_id = p.id) as appeals,
					(select jsonb_agg(h order by person_id) from permit_hand h where h.permit_id = p.id) as hands
					from permit p where p.id = $1`,
					[at.id]
				)
			).rows[0];
		const before = await state();
		const told = `${who}: ${statements.join('; ')}`;
		const done = as(who).transaction(async (tx) => {
			let rows = 0n;
			for (const statement of statements)
				rows += (await sql.raw(statement).execute(tx.db)).numAffectedRows ?? 0n;
			if (rows === 0n) throw Object.assign(new Error('nothing'), { code: '42501' });
		});
		await expect(done, told).rejects.toMatchObject({
			code: expect.stringMatching(/^(42501|23503|23505|23P01|23514)$/)
		});
		expect(await state(), told).toEqual(before);
	}
	const standing = async () => {
		const { rows } = await p.pool.query('select id::text, version from permit where reference = $1', [ref]);
		at = rows[0];
	};

	beforeAll(async () => {
		({ ref } = await refused());
		await standing();
	});

	test('nobody files for others, without the step, without the words or after the days', async () => {
		await refusedBy('engineer', filing());
		await refusedBy('engineer', ...step('file_appeal', 'refused', 'applicant', 'engineer'));
		await refusedBy('engineer2', filing(), ...step('file_appeal', 'refused', 'applicant', 'engineer2'));
		await refusedBy('clerk', filing(), ...step('file_appeal', 'refused', 'clerk', 'clerk'));
		await refusedBy('head', filing(), ...step('file_appeal', 'refused', 'approver', 'head'));
		await on('2027-01-19', () =>
			refusedBy(
				'engineer',
				filing(`timestamptz '2027-01-19T09:00:00Z'`),
				...step('file_appeal', 'refused', 'applicant', '')
			)
		);
		await act('engineer', ref, 'file_appeal', GROUNDS);
		await standing();
		await refusedBy('engineer', filing(), ...step('file_appeal', 'refused', 'applicant', 'engineer'));
		await refusedBy('engineer', `update permit_appeal set grounds = 'y' where permit_id = ${at.id}`);
		await refusedBy('governor', `delete from permit_appeal where permit_id = ${at.id}`);
	});

	test('nobody decides with a hand in the case or without the office, and nothing is decided by halves', async () => {
		const { reviewer } = { reviewer: await reviewerOf(ref) };
		const why = { reason: 'x' };
		for (const who of ['head', reviewer, 'cashier', 'clerk', 'engineer'])
			await refusedBy(
				who,
				taking(who, 'governor'),
				deciding('dismissed'),
				...step('dismiss_appeal', 'refused', 'governor', who, why)
			);
		for (const who of ['authority', 'all', 'inspector', 'auditor', 'clerk2', 'stranger'])
			await refusedBy(
				who,
				taking(who, 'governor'),
				deciding('granted'),
				...step('grant_appeal', 'accepted', 'governor', who, why)
			);
		const mine = taking('governor', 'governor');
		await refusedBy('governor', mine, deciding('dismissed'));
		await refusedBy('governor', mine, ...step('dismiss_appeal', 'refused', 'governor', 'governor', why));
		await refusedBy(
			'governor',
			mine,
			deciding('dismissed'),
			...step('dismiss_appeal', 'refused', 'governor', 'governor')
		);
		await refusedBy(
			'governor',
			...[mine, deciding('granted')],
			...step('dismiss_appeal', 'refused', 'governor', 'governor', why)
		);
		// Granted, and those who judged still there; the refusal still standing; no draw.
		await refusedBy(
			'governor',
			...[mine, deciding('granted')],
			...step('grant_appeal', 'accepted', 'governor', 'governor', why)
		);
		await refusedBy(
			'governor',
			`update permit_hand set ended_at = ${NOW} where permit_id = ${at.id} and duty = 'approver'`
		);
		await refusedBy(
			'governor',
			mine,
			`insert into permit_certificate_revocation (certificate_id, at, person_id, reason)
				select id, ${NOW}, ${id('governor')}, 'x' from permit_certificate where permit_id = ${at.id}`
		);
	});

	test('nobody picks a reviewer by granting: one draw, and the step after it', async () => {
		const draw = `insert into permit_draw (permit_id, day, at) values (${at.id}, '2026-11-19', ${NOW})`;
		await refusedBy('governor', taking('governor', 'governor'), draw);
		await refusedBy(
			'governor',
			...[taking('governor', 'governor'), deciding('granted')],
			...step('grant_appeal', 'accepted', 'governor', 'governor', { reason: 'x' }),
			...[draw, draw]
		);
	});
});

test('the days of an appeal are named as those of the governor, and as not verified', async () => {
	const { rows } = await p.pool.query(
		`select source, unverified from permit_setting where name = 'appeal_days'`
	);
	expect(rows).toHaveLength(1);
	expect(rows[0]).toMatchObject({ unverified: true });
	expect(rows[0].source).toMatch(/to the governor/);
	expect(rows[0].source).not.toMatch(/court/);
});
