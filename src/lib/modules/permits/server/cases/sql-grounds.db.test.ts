import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { aDepartment, aPlot, type Department } from '../../../../../../tests/builders/department.ts';
import { HOUSE, takenIn } from '../../../../../../tests/builders/permit-file.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { ACTION_INPUTS, PERMIT_TRANSITIONS } from '../../rules/index.ts';
import { actOnPermit, openPermit, permitDraws } from './index.ts';

/** What statements of the application get by, beside its services: first steps, grounds of decisions, and words of steps. */

const REVIEWERS = ['reviewer1', 'reviewer2', 'reviewer3'];
const EXAMINED = Array.from({ length: 23 }, (_, i) => `R${String(i).padStart(2, '0')}`);
const NOW = `'2026-11-19T09:00:00Z'`;
const GRANT = { outcome: 'grant', reason: 'مستوفٍ', conditions: [], examined: EXAMINED };

let p: TestPlatform;
let house: Department;
let plots = 0;
const as = (name: string) => house.officer(name).ctx;
const id = (name: string) => house.officer(name).id;
const act = (by: string, ref: string, action: string, input: unknown = {}) =>
	actOnPermit(as(by), ref, action, input);

interface Standing {
	ref: string;
	id: string;
	version: number;
	state: string;
	reviewer: string;
}

async function standing(ref: string): Promise<Standing> {
	const { rows } = await p.pool.query('select id::text, version, state from permit where reference = $1', [
		ref
	]);
	const { draws } = await permitDraws(as('auditor'), ref);
	return { ref, ...rows[0], reviewer: REVIEWERS.find((name) => id(name) === draws.at(-1)?.picked) ?? '' };
}

/** @param front metres to the street; less than nothing lies outside of the plot (R01). */
async function opened(by = 'engineer', front = 3): Promise<Standing> {
	const { answer } = await openPermit(as(by), {
		...{ kind: 'new', ...aPlot(plots++, { front }), facts: HOUSE },
		parties: { owner: { name: 'سعاد فؤاد منصور', national_id: '28501010212345' } }
	});
	return standing(answer.reference);
}

async function taken(front = 3): Promise<Standing> {
	const { ref } = await opened('engineer', front);
	await takenIn(house, 'engineer', ref);
	return standing(ref);
}

async function inReview(front = 3): Promise<Standing> {
	const { ref } = await taken(front);
	await act('clerk', ref, 'accept', { certificate_on: '2026-11-18' });
	await act((await standing(ref)).reviewer, ref, 'begin');
	return standing(ref);
}

async function recommended(front = 3): Promise<Standing> {
	const { ref, reviewer } = await inReview(front);
	await act(reviewer, ref, 'recommend', GRANT);
	await act('head', ref, 'take_up');
	return standing(ref);
}

beforeAll(async () => {
	p = await testPlatform();
	house = await aDepartment(p);
});
afterAll(() => p.close());

/** What the database says to statements in one transaction of an actor. */
async function tried(who: string, ...statements: string[]): Promise<string> {
	try {
		await as(who).transaction(async (tx) => {
			for (const statement of statements) await sql.raw(statement).execute(tx.db);
		});
		return 'taken';
	} catch (error) {
		return (error as { code?: string }).code ?? String(error);
	}
}
const refused = async (who: string, ...statements: string[]) =>
	expect(await tried(who, ...statements), `${who}: ${statements.join('; ')}`).toBe('42501');

interface Said {
	reason?: string;
	detail?: object;
	/** Other columns of the case. */
	columns?: string;
}
/** A step as a statement, and the case that goes where it leads. */
const step = (
	at: Standing,
	who: string,
	[action, from, to, duty]: readonly string[],
	{ reason, detail = {}, columns = '' }: Said = {}
) => [
	`insert into permit_event (permit_id, version, action, from_state, to_state, duty, person_id, at, reason, detail)
		values (${at.id}, ${at.version + 1}, '${action}', '${from}', '${to}', '${duty}',
			${duty === 'applicant' ? 'null' : id(who)}, ${NOW}, ${reason ? `'${reason}'` : 'null'}, '${JSON.stringify(detail)}')`,
	`update permit set state = '${to}', version = ${at.version + 1}${columns} where id = ${at.id}`
];

describe('the first step of a case', () => {
	const nextId = async () =>
		(await p.pool.query(`select nextval(pg_get_serial_sequence('permit', 'id'))::text as id`)).rows[0].id;
	const begun = async (
		who: string,
		[life, action, state, duty]: readonly string[],
		{ channel = 'portal', parent = 'null' } = {}
	) => {
		const of = await nextId();
		const reference = `${life === 'violation' ? 'BV' : 'BP'}-2026-9${of.padStart(5, '0')}`;
		const [person, mine] =
			duty === 'applicant'
				? ['null', `insert into permit_applicant (permit_id, person_id) values (${of}, ${id(who)})`]
				: [
						id(who),
						`insert into permit_hand (permit_id, person_id, duty, since) values (${of}, ${id(who)}, '${duty}', ${NOW})`
					];
		return [
			`insert into permit (id, reference, life, kind, state, unit_id, channel, applied_on, geom, facts, parent_id, created_at, updated_at)
				overriding system value values (${of}, '${reference}', '${life}', 'new', '${state}', ${house.unitId}, '${channel}',
				'2026-11-19', st_multi(st_makeenvelope(511000, 943000, 511020, 943020, 22992)), '{}', ${parent}, ${NOW}, ${NOW})`,
			mine,
			`insert into permit_event (permit_id, version, action, to_state, duty, person_id, at)
				values (${of}, 1, '${action}', '${state}', '${duty}', ${person}, ${NOW})`
		];
	};

	test('is of its life and of a duty of it, whoever takes it', async () => {
		for (const first of [
			['violation', 'record_violation', 'violation_open', 'applicant'],
			['violation', 'open', 'draft', 'applicant'],
			['licence', 'notify_start', 'start_notified', 'applicant'],
			['licence', 'deposit', 'certificate_deposited', 'applicant'],
			['licence', 'record_violation', 'violation_open', 'applicant']
		])
			await refused('engineer2', ...(await begun('engineer2', first)));
		await refused(
			'head',
			...(await begun('head', ['violation', 'record_violation', 'violation_open', 'approver'], {
				channel: 'window'
			}))
		);
		const { rows } = await p.pool.query(`select from violations where source = 'diwan'`);
		expect(rows).toEqual([]);
	});
	test('is an applicant’s by the portal and a clerk’s at the window', async () => {
		const open = (duty: string) => ['licence', 'open', 'draft', duty];
		await refused('engineer2', ...(await begun('engineer2', open('applicant'), { channel: 'window' })));
		await refused('clerk', ...(await begun('clerk', open('clerk'))));
		await refused('stranger', ...(await begun('stranger', open('clerk'), { channel: 'window' })));
		expect(await tried('engineer2', ...(await begun('engineer2', open('applicant'))))).toBe('taken');
		expect(await tried('clerk', ...(await begun('clerk', open('clerk'), { channel: 'window' })))).toBe(
			'taken'
		);
	});
	test('hangs from a case only with the step of that case', async () => {
		const { id: parent } = await taken();
		await refused(
			'engineer',
			...(await begun('engineer', ['execution', 'notify_start', 'start_notified', 'applicant'], { parent }))
		);
		await refused(
			'inspector',
			...(await begun('inspector', ['violation', 'record_violation', 'violation_open', 'inspector'], {
				parent
			}))
		);
		// A violation is described.
		await refused(
			'inspector',
			...(await begun('inspector', ['violation', 'record_violation', 'violation_open', 'inspector'], {
				channel: 'window'
			}))
		);
	});
	test('is the one of the rules', async () => {
		const { rows } = await p.pool.query('select action, state as to, duty as by from permit_beginning');
		const key = (t: { action: string; to: string; by: string }) => [t.action, t.to, t.by].join(' ');
		expect(rows.map(key).sort()).toEqual(
			PERMIT_TRANSITIONS.filter((t) => t.from === null)
				.map(key)
				.sort()
		);
	});
});

describe('what a decision rests on', () => {
	const signed = (at: Standing, check = 1) =>
		`insert into permit_recommendation (permit_id, n, outcome, reason, check_n, signed_at, person_id)
			values (${at.id}, 1, 'grant', 'x', ${check}, ${NOW}, ${id(at.reviewer)})`;
	const recommends = (at: Standing, examined = EXAMINED) =>
		step(at, at.reviewer, ['recommend', 'technical_review', 'recommended', 'reviewer'], {
			...{ reason: 'x', detail: { outcome: 'grant', examined } }
		});
	const lastCheck = async (at: Standing) =>
		(
			await p.pool.query('select n, answer from permit_check where permit_id = $1 order by n desc limit 1', [
				at.id
			])
		).rows[0];
	const check = (at: Standing, n: number, verdict: string, answer: object) =>
		`insert into permit_check (permit_id, n, at, judged_on, verdict, answer, digest)
			values (${at.id}, ${n}, ${NOW}, '2026-11-19', '${verdict}', '${JSON.stringify(answer).replaceAll("'", "''")}', sha256('x'))`;

	test('a blocking rule that fails is not passed without a waiver', async () => {
		const at = await inReview(-1);
		await expect(act(at.reviewer, at.ref, 'recommend', GRANT)).rejects.toMatchObject({
			code: 'permit_blocked'
		});
		await refused(at.reviewer, signed(at), ...recommends(at));
		const { id: unit } = (await p.pool.query(`select unit_id::text as id from permit where id = ${at.id}`))
			.rows[0];
		expect(unit).toBe(house.unitId);
		await act('head', at.ref, 'waive', {
			...{ rule: 'R01', subject: 'parcel', article: 'م 1', reason: 'تداخل قديم' }
		});
		for (const { rule, subject } of (await lastCheck(at)).answer.results.filter(
			(r: { status: string; severity: string; rule: string }) =>
				r.status === 'fail' && r.severity === 'block' && r.rule !== 'R01'
		))
			await act('head', at.ref, 'waive', { rule, subject, article: 'م 1', reason: 'تداخل قديم' });
		const waived = await standing(at.ref);
		expect(await tried(at.reviewer, signed(waived), ...recommends(waived))).toBe('taken');
		// Found worse afterwards it stands against the licence again.
		await act('head', at.ref, 'take_up');
		await p.pool.query(
			`insert into permit_check select permit_id, n + 1, at, judged_on, verdict, jsonb_set(answer, '{results}', (
				select jsonb_agg(case when r ->> 'rule' = 'R01' and r ->> 'status' = 'fail'
					then r || jsonb_build_object('actual', (r ->> 'actual')::float8 + 3) else r end)
				from jsonb_array_elements(answer -> 'results') r)), digest
			from permit_check c where permit_id = $1 and n = (select max(n) from permit_check l where l.permit_id = $1)`,
			[at.id]
		);
		const worse = await standing(at.ref);
		await refused(
			'head',
			...step(worse, 'head', ['approve', 'approval_review', 'approved_fees_due', 'approver'])
		);
	});
	test('a recommendation is of the last check, and of what was examined', async () => {
		const at = await inReview();
		await refused(at.reviewer, signed(at), ...recommends(at, []));
		const { n, answer } = await lastCheck(at);
		await p.pool.query(
			`insert into permit_check select permit_id, n + 1, at, judged_on, verdict, answer, digest from permit_check
				where permit_id = $1 and n = $2`,
			[at.id, n]
		);
		await refused(at.reviewer, signed(at, n), ...recommends(at));
		expect(answer.results.length).toBeGreaterThan(10);
		expect(await tried(at.reviewer, signed(at, n + 1), ...recommends(at))).toBe('taken');
	});
	test('a check says what its results say, of every rule of its kind', async () => {
		const at = await inReview(-1);
		const { n, answer } = await lastCheck(at);
		const passed = { ...answer, verdict: 'pass' };
		for (const [verdict, told] of [
			['pass', { on: '2026-11-19', verdict: 'pass', results: [] }],
			['pass', passed],
			['block', passed],
			['pass', { ...passed, results: answer.results.filter((r: { rule: string }) => r.rule !== 'R01') }]
		] as const)
			await refused(at.reviewer, check(at, n + 1, verdict, told), signed(at, n + 1), ...recommends(at));
		await refused(at.reviewer, check(at, n + 5, 'block', answer), ...recommends(at));
	});
});

describe('a step says what its law asks', () => {
	test('a reason, an article, a paper', async () => {
		const at = await recommended();
		const challenge = ['challenge', 'approval_review', 'technical_review', 'approver'];
		await refused('head', ...step(at, 'head', challenge));
		const refuse = ['refuse', 'approval_review', 'refused', 'approver'];
		const decided = { columns: `, decided_at = ${NOW}` };
		await refused('head', ...step(at, 'head', refuse, decided));
		await refused('head', ...step(at, 'head', refuse, { ...decided, reason: 'x' }));
		await refused('head', ...step(at, 'head', refuse, { ...decided, reason: 'x', detail: { article: ' ' } }));
		await refused(
			'head',
			...step(at, 'head', refuse, { ...decided, reason: 'x', detail: { article: 'م 1' } })
		);
		expect(await tried('head', ...step(at, 'head', challenge, { reason: 'x' }))).toBe('taken');
	});
	test('requests with what is asked for, and an answer to all of them', async () => {
		const at = await inReview();
		const { reviewer } = at;
		await refused(reviewer, ...step(at, reviewer, ['ask', 'technical_review', 'info_requested', 'reviewer']));
		await refused(
			reviewer,
			...step(at, reviewer, ['consult', 'technical_review', 'consultation', 'reviewer'])
		);
		await refused(reviewer, ...step(at, reviewer, ['recuse', 'technical_review', 'accepted', 'reviewer']));
		await act(reviewer, at.ref, 'ask', {
			requests: [{ subject: 'application', fault: 'other', note: 'وضحوا الارتفاع' }]
		});
		const asked = await standing(at.ref);
		const inform = ['inform', 'info_requested', 'technical_review', 'applicant'];
		await refused('engineer', ...step(asked, 'engineer', inform));
		const returned = await taken();
		await refused(
			'clerk',
			...step(returned, 'clerk', ['return', 'intake_check', 'returned_incomplete', 'clerk'])
		);
	});
	test('a file is accepted when it is paid for, from a day on which its certificate can have come', async () => {
		const at = await taken();
		const accept = (day: string) =>
			step(at, 'clerk', ['accept', 'intake_check', 'accepted', 'clerk'], {
				...{ detail: { certificate_on: day }, columns: `, accepted_at = ${NOW}, certificate_on = '${day}'` }
			});
		await refused('clerk', ...accept('2026-10-01'));
		await refused('clerk', ...accept('2026-11-25'));
		await p.pool
			.query(`update permit_receipt set cancelled_at = ${NOW}, cancel_reason = 'x', cancelled_by = cashier_id
			where permit_id = ${at.id}`);
		await refused('clerk', ...accept('2026-11-18'));
	});
	test('whatever the application asks for in words the database asks for as well', async () => {
		const { rows } = await p.pool.query('select action, reason, article from permit_step_ground');
		const grounds = new Map(rows.map((r) => [r.action, r]));
		for (const [action, input] of Object.entries(ACTION_INPUTS)) {
			const fields: Record<string, z.ZodType> = input.shape;
			const asks = (field: string) => fields[field]?.safeParse(undefined).success === false;
			const { reason = false, article = false } = grounds.get(action) ?? {};
			if (asks('reason')) expect(reason, `${action}: reason`).toBe(true);
			if (asks('article')) expect(article, `${action}: article`).toBe(true);
		}
	});
});

describe('a party to a case', () => {
	/** Says that somebody is, or is tied to, the owner of a case. */
	const are = (who: string, { id: of }: { id: string }, relation: string) =>
		p.pool.query(
			`insert into person_key (person_id, key, relation) select $1, k.key, $3 from permit_party_key k
				where k.permit_id = $2 and k.part = 'owner' on conflict (person_id, key) do update set relation = excluded.relation`,
			[id(who), of, relation]
		);
	const nobody = () => p.pool.query('delete from person_key');
	const takes = (at: Standing, who: string, duty: string) =>
		`insert into permit_hand (permit_id, person_id, duty, since) values (${at.id}, ${id(who)}, '${duty}', ${NOW})`;

	test('takes no duty in it, whichever it is; of a declared tie who must not know the names is not told', async () => {
		const at = await inReview();
		for (const [who, duty] of [
			['clerk2', 'clerk'],
			['head2', 'approver'],
			['authority', 'authority'],
			['inspector', 'inspector'],
			['governor', 'governor'],
			['auditor', 'auditor']
		] as const)
			for (const relation of ['self', 'relative', 'business', 'office']) {
				await are(who, at, relation);
				await refused(who, takes(at, who, duty));
			}
		const { ref } = await opened();
		const unpaid = await standing(ref);
		await are('cashier', unpaid, 'relative');
		expect(await tried('cashier', takes(unpaid, 'cashier', 'cashier'))).toBe('taken');
		// Whoever could not have the duty learns nothing by trying, nor does the reviewer.
		await are(at.reviewer, at, 'relative');
		for (const who of [at.reviewer, 'engineer2']) {
			const { rows } = await as(who).read((db) =>
				sql<{
					told: boolean;
				}>`select permit_is_party(${at.id}::bigint, ${id(who)}::bigint, 'approver') as told`.execute(db)
			);
			expect(rows).toEqual([{ told: false }]);
		}
		await nobody();
	});
	test('approves nothing, is told why, and it is written down', async () => {
		const at = await inReview();
		await act(at.reviewer, at.ref, 'recommend', GRANT);
		await are('head', at, 'self');
		await expect(act('head', at.ref, 'take_up')).rejects.toMatchObject({ code: 'permit_party' });
		const { rows } = await p.pool.query(
			`select count(*)::int as n from audit_log where action = 'permit.refused_attempt' and detail ->> 'code' = 'permit_party'`
		);
		expect(rows).toEqual([{ n: 1 }]);
		await nobody();
		// Known only after they took it up: who decides is asked again.
		await act('head', at.ref, 'take_up');
		await are('head', at, 'relative');
		await expect(act('head', at.ref, 'approve')).rejects.toMatchObject({ code: 'permit_party' });
		await refused(
			'head',
			...step(await standing(at.ref), 'head', ['approve', 'approval_review', 'approved_fees_due', 'approver'])
		);
		await nobody();
		await act('head', at.ref, 'approve');
	});
	test('opens no file of their own at the window', async () => {
		const other = await opened('clerk2');
		await are('clerk', other, 'self');
		await expect(opened('clerk')).rejects.toMatchObject({ code: 'permit_party' });
		await nobody();
		await expect(opened('clerk')).resolves.toBeTruthy();
	});
});

describe('whose a case is', () => {
	const asks = (who: string, { id: of }: Standing) =>
		tried(who, `select permit_tells_who(${of}, array['سعاد فؤاد', '01001234567'])`);

	test('is told to nobody who asks for one name after another', async () => {
		const at = await inReview();
		for (const who of [...REVIEWERS, 'focal', 'cashier', 'engineer2', 'stranger', 'hr', 'admin'])
			expect(await asks(who, at), who).toBe('42501');
		for (const who of ['engineer', 'clerk', 'head', 'authority', 'inspector', 'auditor', 'governor'])
			expect(await asks(who, at), who).toBe('taken');
		await refused(at.reviewer, `select permit_naming(${at.id}, array['سعاد فؤاد'])`);
		await refused('engineer2', `select * from permit_words_telling(${at.id}, array['note'])`);
	});
	test('is not found out by what one asks or notes oneself, whenever one says it was', async () => {
		const at = await inReview();
		await act(at.reviewer, at.ref, 'ask', {
			requests: [{ subject: 'application', fault: 'question', note: 'سعاد فؤاد؟' }]
		});
		const { rows } = await as(at.reviewer).transaction((tx) =>
			sql`select * from permit_words_telling(${at.id}::bigint, array['request', 'note', 'about', 'step'])`.execute(
				tx.db
			)
		);
		expect(rows).toEqual([]);
		const { rows: others } = await as('focal').transaction((tx) =>
			sql`select source from permit_words_telling(${at.id}::bigint, array['request', 'note'])`.execute(tx.db)
		);
		expect(others).toEqual([{ source: 'request' }]);
		const back = await inReview();
		await refused(
			back.reviewer,
			`insert into permit_request (permit_id, phase, subject, fault, note, asked_at, due_on)
				values (${back.id}, 'review', 'application', 'question', 'سعاد فؤاد؟', '2026-11-01', '2026-12-19')`,
			...step(back, back.reviewer, ['ask', 'technical_review', 'info_requested', 'reviewer'])
		);
	});
	test('is not read in the log of what was done by who must not know it, but for what they did', async () => {
		const at = await inReview();
		const actors = async (name: string) => {
			const { rows } = await as(name).read((db) =>
				sql<{ who: string }>`select distinct actor_person_id::text as who from audit_log
					where subject_type = 'permit' and subject_id = ${at.id}`.execute(db)
			);
			return rows.map((r) => r.who);
		};
		const idle = REVIEWERS.find((name) => name !== at.reviewer)!;
		expect(await actors('auditor')).toEqual(expect.arrayContaining([id('engineer'), id('clerk')]));
		expect(await actors(at.reviewer)).toEqual([id(at.reviewer)]);
		expect(await actors('engineer')).toEqual([id('engineer')]);
		for (const name of [idle, 'focal', 'engineer2']) expect(await actors(name), name).toEqual([]);
	});
	test('is not read by writing that one read it: whoever did not know is drawn all the same', async () => {
		const { ref, id: of } = await taken();
		for (const who of REVIEWERS)
			expect(
				await tried(who, `insert into permit_access (permit_id, what, at) values (${of}, 'parties', ${NOW})`)
			).toBe('taken');
		await act('clerk', ref, 'accept', { certificate_on: '2026-11-18' });
		const [draw] = (await permitDraws(as('auditor'), ref)).draws;
		expect(draw!.candidates.length).toBeGreaterThanOrEqual(2);
		expect(Object.values(draw!.excluded)).not.toContain('has_read');
	});
	test('what is searched for of a case is written by the case', async () => {
		const { id: of } = await opened();
		await refused('engineer2', `update permit_words set words = 'x' where permit_id = ${of}`);
		await refused('head', `delete from permit_words where permit_id = ${of}`);
	});
	test('is read by the department and auditors, not by an agency, at a cash desk or elsewhere', async () => {
		const { id: of } = await taken();
		const names = async (who: string) =>
			as(who).transaction(async (tx) => {
				await sql
					.raw(`insert into permit_access (permit_id, what, at) values (${of}, 'parties', ${NOW})`)
					.execute(tx.db);
				return (await sql.raw(`select name from permit_party where permit_id = ${of}`).execute(tx.db)).rows
					.length;
			});
		for (const who of ['focal', 'cashier', 'hr', 'admin', 'stranger', ...REVIEWERS])
			expect(await names(who), who).toBe(0);
		for (const who of ['engineer', 'clerk', 'head', 'authority', 'inspector', 'governor', 'auditor'])
			expect(await names(who), who).toBe(1);
		await p.pool.query(`insert into permit_receipt_payer (receipt_id, permit_id, payer)
			select id, permit_id, 'سعاد فؤاد' from permit_receipt where permit_id = ${of}`);
		const payers = async (who: string) =>
			(
				await as(who).read((db) =>
					sql.raw(`select from permit_receipt_payer where permit_id = ${of}`).execute(db)
				)
			).rows.length;
		for (const who of ['focal', 'hr', 'stranger', ...REVIEWERS]) expect(await payers(who), who).toBe(0);
		for (const who of ['engineer', 'clerk', 'cashier', 'head']) expect(await payers(who), who).toBe(1);
	});
});

describe('what an accepted case is', () => {
	test('does not change with an answer: nor its people, its kind, its plot, its exemptions', async () => {
		const { ref, reviewer } = await inReview();
		await act(reviewer, ref, 'ask', {
			requests: [{ subject: 'application', fault: 'other', note: 'وضحوا' }]
		});
		const at = await standing(ref);
		const edit = (columns: string) =>
			step(at, 'engineer', ['edit', 'info_requested', 'info_requested', 'applicant'], { columns });
		const insert = `insert into permit_party (permit_id, part, name) values (${at.id}, 'representative', 'وكيل')`;
		await refused('engineer', insert, ...edit(''));
		await refused(
			'engineer',
			`insert into permit_party_key (permit_id, part, key) values (${at.id}, 'owner', 'x')`,
			...edit('')
		);
		const left = await as('engineer').transaction(async (tx) => {
			await sql
				.raw(`insert into permit_access (permit_id, what, at) values (${at.id}, 'parties', ${NOW})`)
				.execute(tx.db);
			return (await sql.raw(`delete from permit_party where permit_id = ${at.id}`).execute(tx.db))
				.numAffectedRows;
		});
		expect(left).toBe(0n);
		await refused('engineer', ...edit(`, kind = 'fence'`));
		await refused('engineer', ...edit(`, geom = st_translate(geom, 15, 0)`));
		await refused('engineer', ...edit(`, facts = facts || '{"exemptions": ["worship"]}'`));
		expect(await tried('engineer', ...edit(`, facts = facts || '{"units": 2}'`))).toBe('taken');
	});
	test('is not paid, handed in, drawn again or disputed by a step alone', async () => {
		const { ref } = await opened();
		const draft = await standing(ref);
		await refused(
			'engineer',
			...step(draft, 'engineer', ['submit', 'draft', 'submitted', 'applicant'], {
				columns: `, submitted_at = ${NOW}, applied_on = '2026-11-19'`
			})
		);
		const at = await inReview();
		const taking = (who: string, duty: string) =>
			`insert into permit_hand (permit_id, person_id, duty, since) values (${at.id}, ${id(who)}, '${duty}', ${NOW})`;
		await refused(
			'cashier',
			...step(at, 'cashier', ['pay_fees', 'technical_review', 'technical_review', 'cashier'])
		);
		await refused(
			'auditor',
			taking('auditor', 'auditor'),
			...step(at, 'auditor', ['redraw', 'technical_review', 'assigned', 'auditor'], { reason: 'x' })
		);
		await refused(
			'authority',
			taking('authority', 'authority'),
			...step(at, 'authority', ['dispute_deemed', 'technical_review', 'technical_review', 'authority'], {
				reason: 'x'
			})
		);
	});
});
