import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDepartment, aPlot, type Department } from '../../../../../../tests/builders/department.ts';
import { HOUSE, payDues, takenIn } from '../../../../../../tests/builders/permit-file.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { actOnPermit, openPermit, permitDraws, sweepPermits } from './index.ts';
import { makeCtx } from '#lib/server/context.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';

/** Every table that an attempt could have changed. */
const TABLES = [
	...['permit', 'permit_hand', 'permit_applicant', 'permit_event', 'permit_party', 'permit_party_key'],
	...[
		'permit_draw',
		'permit_seed',
		'permit_check',
		'permit_recommendation',
		'permit_waiver',
		'permit_request'
	],
	...['permit_consultation', 'permit_account', 'permit_account_line', 'permit_receipt', 'permit_fee_formula'],
	...['permit_certificate', 'permit_document', 'person_key', 'reviewer_discipline', 'permit_access']
];
const REVIEWERS = ['reviewer1', 'reviewer2', 'reviewer3'];
const EXAMINED = Array.from({ length: 23 }, (_, i) => `R${String(i).padStart(2, '0')}`);
const NOW = `'2026-11-19T09:00:00Z'`;

let p: TestPlatform;
let house: Department;
let plots = 0;
const as = (name: string) => house.officer(name).ctx;
const id = (name: string) => house.officer(name).id;
const act = (by: string, ref: string, action: string, input: unknown = {}) =>
	actOnPermit(as(by), ref, action, input);

/** A case with its id, its version and who reviews it. */
interface Standing {
	ref: string;
	id: string;
	version: number;
	reviewer: string;
	idle: string;
}
let draft: Standing;
/** Handed in by an engineer, under review. */
let review: Standing;
/** Brought to the window, under review. */
let windowed: Standing;
/** The engineer is asked for something. */
let asked: Standing;
/** A licence that waits for its fees. */
let owing: Standing;

async function opened(by: string): Promise<string> {
	const { answer } = await openPermit(as(by), {
		...{ kind: 'new', ...aPlot(plots++), facts: HOUSE },
		parties: {
			owner: { name: 'سعاد فؤاد منصور', national_id: '28501010212345', phone: '01001234567' },
			engineer: { name: 'كريم شاهين', office: 'مكتب النيل' }
		}
	});
	return answer.reference;
}

async function standing(ref: string): Promise<Standing> {
	const { rows } = await p.pool.query('select id::text, version from permit where reference = $1', [ref]);
	const { draws } = await permitDraws(as('auditor'), ref);
	const reviewer = REVIEWERS.find((name) => id(name) === draws.at(-1)?.picked) ?? 'reviewer1';
	return { ref, ...rows[0], reviewer, idle: REVIEWERS.find((name) => name !== reviewer)! };
}

async function inReview(by: string): Promise<Standing> {
	const ref = await opened(by);
	await takenIn(house, by, ref);
	await act('clerk', ref, 'accept', { certificate_on: '2026-11-18' });
	const { reviewer } = await standing(ref);
	await act(reviewer, ref, 'begin');
	return standing(ref);
}

beforeAll(async () => {
	p = await testPlatform();
	house = await aDepartment(p);
	draft = await standing(await opened('engineer'));
	review = await inReview('engineer');
	windowed = await inReview('clerk');
	asked = await inReview('engineer');
	await act(asked.reviewer, asked.ref, 'ask', {
		requests: [{ subject: 'application', fault: 'other', note: 'وضحوا الارتفاع' }]
	});
	asked = await standing(asked.ref);
	owing = await inReview('engineer');
	await act(owing.reviewer, owing.ref, 'recommend', {
		...{ outcome: 'grant', reason: 'مستوفٍ', conditions: [], examined: EXAMINED }
	});
	await act('head', owing.ref, 'take_up');
	await act('head', owing.ref, 'approve');
	owing = await standing(owing.ref);
});
afterAll(() => p.close());

async function all(): Promise<Record<string, string>> {
	const { rows } = await p.pool.query(
		TABLES.map(
			(t) =>
				`select '${t}' as name, md5(coalesce(string_agg(x::text, '|' order by x::text), '')) as told from ${t} x`
		).join(' union all ')
	);
	return Object.fromEntries(rows.map((r) => [r.name, r.told]));
}

/** Tries statements in one transaction of an actor: the database refuses, or nothing is there to be changed. */
async function refused(who: string, ...statements: string[]): Promise<void> {
	const before = await all();
	const told = `${who}: ${statements.join('; ')}`;
	try {
		const touched = await as(who).transaction(async (tx) => {
			let rows = 0n;
			for (const statement of statements)
				rows += (await sql.raw(statement).execute(tx.db)).numAffectedRows ?? 0n;
			return rows;
		});
		expect(touched, told).toBe(0n);
	} catch (error) {
		const { code, message } = error as { code?: string; message: string };
		expect(code ?? message, `${told}: ${message}`).toMatch(/^(42501|23503|23505|23P01|23514)$/);
	}
	expect(await all(), told).toEqual(before);
}

/** What an actor reads in a transaction that never ends well. */
async function peeks(who: string, statements: string[], query: string): Promise<unknown[] | 'refused'> {
	let seen: unknown[] | 'refused' = 'refused';
	await as(who)
		.transaction(async (tx) => {
			for (const statement of statements) await sql.raw(statement).execute(tx.db);
			seen = (await sql.raw(query).execute(tx.db)).rows;
			throw new Error('never mind');
		})
		.catch(() => undefined);
	return seen;
}
const reads = (who: string, query: string) => peeks(who, [], query);

/** A step as a statement, and the case that goes where it leads. */
const step = (at: Standing, who: string, action: string, [from, to, duty]: string[], columns = '') => [
	`insert into permit_event (permit_id, version, action, from_state, to_state, duty, person_id, at)
		values (${at.id}, ${at.version + 1}, '${action}', '${from}', '${to}', '${duty}',
			${duty === 'applicant' || duty === 'system' ? 'null' : id(who)}, ${NOW})`,
	`update permit set state = '${to}', version = ${at.version + 1}${columns} where id = ${at.id}`
];
const signed = (at: Standing, who: string) =>
	`insert into permit_recommendation (permit_id, n, outcome, reason, check_n, signed_at, person_id)
		values (${at.id}, 1, 'grant', 'x', 1, ${NOW}, ${id(who)})`;
const checked = (at: Standing) =>
	`insert into permit_check (permit_id, n, at, judged_on, verdict, answer)
		values (${at.id}, 9, ${NOW}, '2026-11-19', 'pass', '{"results": []}')`;
const noted = (at: Standing) =>
	`insert into permit_access (permit_id, what, at) values (${at.id}, 'parties', ${NOW})`;
const owner = (at: Standing) => `select name from permit_party where permit_id = ${at.id}`;
const hand = (at: Standing, who: string, duty: string) =>
	`insert into permit_hand (permit_id, person_id, duty, since) values (${at.id}, ${id(who)}, '${duty}', ${NOW})`;

describe('the reviewer', () => {
	test('writes no check, and signs nothing without the step', async () => {
		await refused(review.reviewer, checked(review));
		await refused(review.reviewer, signed(review, review.reviewer));
		await refused(review.reviewer, checked(review), signed(review, review.reviewer));
	});
	test('does not come to the owner by a signature that is taken back', async () => {
		const seen = await peeks(
			review.reviewer,
			[signed(review, review.reviewer), noted(review)],
			owner(review)
		);
		expect(seen).toEqual([]);
	});
	test('takes no step without what it says', async () => {
		const { reviewer } = review;
		await refused(
			reviewer,
			...step(review, reviewer, 'recommend', ['technical_review', 'recommended', 'reviewer'])
		);
		await refused(
			reviewer,
			...step(review, reviewer, 'recommend', ['technical_review', 'recommended', 'reviewer']),
			signed(review, review.idle)
		);
		await refused(reviewer, ...step(review, reviewer, 'hear', ['technical_review', 'recommended', 'system']));
	});
	test('changes no date, with a step or without', async () => {
		const { reviewer } = review;
		await refused(reviewer, `update permit set certificate_on = '2026-01-01' where id = ${review.id}`);
		await refused(
			reviewer,
			signed(review, reviewer),
			...step(
				review,
				reviewer,
				'recommend',
				['technical_review', 'recommended', 'reviewer'],
				`, certificate_on = '2026-01-01'`
			)
		);
		await refused(reviewer, `update permit set updated_at = ${NOW} where id = ${review.id}`);
	});
	test('asks in the right step alone, and does not answer for whoever applies', async () => {
		const request = (at: Standing, phase: string) =>
			`insert into permit_request (permit_id, phase, subject, fault, asked_at, due_on)
				values (${at.id}, '${phase}', 'application', 'other', ${NOW}, '2026-12-19')`;
		await refused(review.reviewer, request(review, 'review'));
		await refused(review.reviewer, request(review, 'intake'));
		await refused(review.idle, request(review, 'review'));
		await refused(
			asked.reviewer,
			`update permit_request set answer = 'x', answered_at = ${NOW} where permit_id = ${asked.id}`
		);
		await refused(
			asked.reviewer,
			`update permit_request set answer = 'x', answered_at = ${NOW} where permit_id = ${asked.id}`,
			...step(asked, asked.reviewer, 'inform', ['info_requested', 'technical_review', 'applicant'])
		);
	});
	test('who withdrew does not come back, and whoever was not drawn does nothing', async () => {
		await refused(review.idle, hand(review, review.idle, 'reviewer'));
		await refused(
			review.idle,
			...step(review, review.idle, 'begin', ['assigned', 'technical_review', 'reviewer'])
		);
		await refused(
			review.reviewer,
			`update permit_hand set ended_at = ${NOW} where permit_id = ${review.id} and duty = 'reviewer'`
		);
		const gone = await inReview('clerk');
		await act(gone.reviewer, gone.ref, 'recuse', { reason: 'جار المالك' });
		await refused(gone.reviewer, `update permit_hand set ended_at = null where permit_id = ${gone.id}`);
		const now = await standing(gone.ref);
		await refused(now.reviewer, ...step(now, now.reviewer, 'assign', ['accepted', 'assigned', 'system']));
		await refused('clerk', ...step(now, 'clerk', 'assign', ['accepted', 'assigned', 'system']));
	});
});

describe('the clerk', () => {
	test('of another district, or one who did not take the case, changes nobody in it', async () => {
		for (const who of ['stranger', 'clerk2', 'all'])
			for (const at of [review, windowed, draft]) {
				await refused(who, `delete from permit_party where permit_id = ${at.id}`);
				await refused(who, `update permit_party set name = 'x' where permit_id = ${at.id}`);
				await refused(who, `delete from permit_party_key where permit_id = ${at.id}`);
				await refused(
					who,
					`insert into permit_party (permit_id, part, name) values (${at.id}, 'representative', 'x')`
				);
			}
	});
	test('of the case changes nobody while it is judged', async () => {
		const dropped = `delete from permit_party where permit_id = ${windowed.id}`;
		expect(await peeks('clerk', [noted(windowed), dropped], owner(windowed))).toHaveLength(2);
		await refused('clerk', `delete from permit_party_key where permit_id = ${windowed.id}`);
		await refused('clerk', `update permit_party set name = 'x' where permit_id = ${windowed.id}`);
	});
	test('sets no date by hand', async () => {
		for (const who of ['stranger', 'clerk', 'clerk2'])
			for (const set of [
				`certificate_on = '2026-01-01'`,
				`certificate_on = '2026-01-01', deemed_at = ${NOW}`,
				`expires_on = '2030-01-01'`,
				`decided_at = ${NOW}`,
				`applied_on = '2020-01-01'`,
				`unit_id = (select id from unit where code = 'other')`
			])
				await refused(who, `update permit set ${set} where id = ${review.id}`);
	});
	test('opens no case that is decided', async () => {
		const begun = (columns: string, values: string) =>
			`insert into permit (reference, kind, state, unit_id, channel, applied_on, geom, facts, created_at, updated_at, ${columns})
				select 'BP-2026-900001', kind, 'draft', unit_id, channel, applied_on, geom, facts, ${NOW}, ${NOW}, ${values}
				from permit where id = ${review.id}`;
		await refused('clerk', begun('deemed_at', NOW));
		await refused('clerk', begun('accepted_at, certificate_on', `${NOW}, '2026-01-01'`));
		await refused('engineer', begun('expires_on', `'2030-01-01'`));
	});
	test('consults nobody in the reviewer’s place', async () => {
		const consulted = `insert into permit_consultation (permit_id, unit_id, about, asked_at, due_on)
			select ${review.id}, id, 'x', ${NOW}, '2026-12-19' from unit where code = 'antiquities'`;
		for (const who of ['clerk', 'clerk2', 'stranger', 'engineer', review.idle]) await refused(who, consulted);
		await refused(review.reviewer, consulted);
	});
	test('dates no step otherwise than today', async () => {
		const back = await standing(await opened('clerk'));
		await refused(
			'clerk',
			...step(back, 'clerk', 'withdraw', ['draft', 'withdrawn', 'clerk']).map((s) =>
				s.replaceAll(NOW, `'2026-01-01'`)
			)
		);
	});
	test('accepts with a day that the step names', async () => {
		const ref = await opened('clerk');
		await takenIn(house, 'clerk', ref);
		const at = await standing(ref);
		await refused(
			'clerk',
			...step(
				at,
				'clerk',
				'accept',
				['intake_check', 'accepted', 'clerk'],
				`, accepted_at = ${NOW}, certificate_on = '2020-01-01'`
			)
		);
	});
});

describe('whoever applies', () => {
	test('changes nobody while the file is judged, and nobody without a step', async () => {
		for (const at of [review, owing]) {
			expect(
				await peeks('engineer', [noted(at), `delete from permit_party where permit_id = ${at.id}`], owner(at))
			).toHaveLength(2);
			await refused('engineer', `update permit_party set name = 'x' where permit_id = ${at.id}`);
			await refused('engineer', `delete from permit_party_key where permit_id = ${at.id}`);
		}
		for (const at of [draft, asked])
			await refused(
				'engineer',
				noted(at),
				`delete from permit_party where permit_id = ${at.id} and part = 'owner'`,
				`insert into permit_party (permit_id, part, name) values (${at.id}, 'owner', 'مالك آخر')`
			);
	});
	test('makes no case their own', async () => {
		for (const who of ['engineer2', 'clerk2', 'stranger'])
			await refused(
				who,
				`insert into permit_applicant (permit_id, person_id) values (${windowed.id}, ${id(who)})`
			);
		expect(await reads('engineer2', `select id from permit`)).toEqual([]);
	});
	test('learns of no draw, and not who decides', async () => {
		expect(await reads('engineer', 'select permit_id, picked from permit_draw')).toEqual([]);
		expect(await reads('engineer', 'select permit_id, person_id from permit_hand')).toEqual([]);
		expect(await reads('engineer', 'select person_id from permit_event')).toBe('refused');
		expect(
			await reads('engineer', 'select permit_event_person(permit_id, version) as who from permit_event')
		).toSatisfy((rows: { who: unknown }[]) => rows.length > 0 && rows.every((r) => r.who === null));
		expect(await reads('engineer', 'select person_id from permit_access')).toSatisfy(
			(rows: { person_id: string }[]) => rows.every((r) => String(r.person_id) === id('engineer'))
		);
		for (const table of ['permit_recommendation', 'permit_waiver', 'permit_consultation'])
			expect(await reads('engineer', `select person_id from ${table}`), table).toBe('refused');
		for (const who of ['clerk', 'head', review.idle])
			expect(await reads(who, 'select candidates, excluded from permit_draw'), who).toBe('refused');
		for (const who of ['clerk', 'engineer', review.idle])
			expect(await reads(who, `select * from permit_draw_lists(${review.id})`), who).toEqual([]);
		expect(await reads('engineer', `select * from permit_reviewers(${review.id}, '2026-11-19')`)).toBe(
			'refused'
		);
	});
	test('sees no recommendation before the decision', async () => {
		const pending = await inReview('engineer');
		await act(pending.reviewer, pending.ref, 'recommend', {
			...{ outcome: 'grant', reason: 'مستوفٍ', conditions: [], examined: EXAMINED }
		});
		const read = `select reason from permit_recommendation where permit_id = ${pending.id}`;
		expect(await reads('engineer', read)).toEqual([]);
		expect(await reads('head', read)).toHaveLength(1);
	});
	test('draws up no account of their own', async () => {
		const over = (at: Standing) =>
			`update permit_account set superseded_at = ${NOW} where permit_id = ${at.id} and superseded_at is null`;
		const free = (at: Standing, stage: string) =>
			`insert into permit_account (permit_id, stage, permit_version, made_at, priced_on, basis, total)
				values (${at.id}, '${stage}', ${at.version}, ${NOW}, '2026-11-19', '{"place": "city"}', 0)`;
		for (const stage of ['intake', 'issue']) {
			await refused('engineer', over(owing), free(owing, stage));
			await refused('engineer', free(draft, stage));
			await refused('engineer2', over(owing), free(owing, stage));
		}
		await refused('engineer', over(owing));
		// Not even with the step that would draw it up.
		await refused(
			'engineer',
			...step(draft, 'engineer', 'submit', ['draft', 'submitted', 'applicant'], `, submitted_at = ${NOW}`),
			free(draft, 'intake')
		);
		await refused('cashier', over(owing), free(owing, 'issue'));
	});
	test('makes no tariff', async () => {
		for (const who of ['engineer', 'clerk', 'cashier', 'reviewer1'])
			await refused(
				who,
				`insert into permit_fee_formula (fee, title_ar, title_en, stage, formula, valid_from, source)
					values ('examination', 'x', 'x', 'intake', '{"kind": "ended"}', '2026-11-19', 'x')`
			);
	});
});

describe('anybody', () => {
	const everybody = ['engineer', 'clerk', 'reviewer1', 'head', 'auditor', 'stranger', 'focal'];

	test('touches and reads no keys of the people of a case', async () => {
		for (const who of everybody) {
			await refused(who, `delete from permit_party_key where permit_id = ${review.id}`);
			await refused(who, `delete from permit_party_key`);
			await refused(
				who,
				`insert into permit_party_key (permit_id, part, key) values (${review.id}, 'owner', '\\x00')`
			);
			expect(await reads(who, 'select key from permit_party_key'), who).toBe('refused');
			expect(await reads(who, 'select key from person_key'), who).toBe('refused');
		}
		expect(await reads('stranger', 'select permit_id from permit_party_key')).toEqual([]);
	});
	test('excludes nobody from the draw, and lets nobody in', async () => {
		const tie = (of: string, by: string, relation = 'relative') =>
			`insert into person_key (person_id, key, relation, declared_by)
				values (${id(of)}, '\\x01', '${relation}', ${id(by)})`;
		for (const who of everybody) {
			const other = who === 'reviewer1' ? 'reviewer2' : 'reviewer1';
			await refused(who, tie(other, who));
			await refused(who, tie(other, other));
			await refused(who, tie(who, who, 'self'));
			await refused(who, 'delete from person_key');
			await refused(who, `insert into reviewer_discipline values (${id(who)}, 'structural')`);
		}
		await refused('stranger', `insert into reviewer_discipline values (${id('reviewer1')}, 'fire')`);
		await refused('reviewer2', `insert into reviewer_discipline values (${id('reviewer1')}, 'fire')`);
		await as('head').transaction((tx) =>
			sql.raw(`insert into reviewer_discipline values (${id('reviewer1')}, 'architectural')`).execute(tx.db)
		);
		await refused('reviewer1', `delete from reviewer_discipline where person_id = ${id('reviewer1')}`);
	});
	test('makes no seed of another day, and draws by none', async () => {
		for (const who of everybody)
			for (const day of ['2099-01-01', '2026-11-20', '2026-11-18'])
				await refused(who, `insert into permit_seed (day) values ('${day}')`);
		await refused('engineer', `insert into permit_seed (day) values ('2026-11-19') on conflict do nothing`);
		await p.pool.query(
			`insert into permit_seed (day) values ('2099-01-01'), ('2026-11-18') on conflict do nothing`
		);
		const drawn = (day: string, at = `${day}T09:00:00Z`) =>
			`insert into permit_draw (permit_id, day, at, reason) values (${review.id}, '${day}', '${at}', 'x')`;
		for (const who of ['clerk', 'auditor', 'head', 'engineer']) {
			await refused(who, drawn('2026-11-19'));
			await refused(who, drawn('2026-11-18'));
			await refused(who, drawn('2099-01-01'));
			await refused(who, drawn('2026-11-18', '2026-11-19T09:00:00Z'));
		}
		const more = await inReview('clerk');
		await act('auditor', more.ref, 'redraw', { reason: 'غياب' });
		const { draws } = await permitDraws(as('auditor'), more.ref);
		expect(draws.map((d) => d.day)).toEqual(['2026-11-19', '2026-11-19']);
		// The auditor, who may order another, has it held on its day as well.
		await refused('auditor', drawn('2026-11-18', '2026-11-19T09:00:00Z').replace(review.id, more.id));
		await refused('auditor', drawn('2026-11-19').replace(review.id, more.id));
	});
	test('issues nothing unpaid, and gives no paper without the decision', async () => {
		await refused(
			'authority',
			hand(owing, 'authority', 'authority'),
			...step(
				owing,
				'authority',
				'issue',
				['approved_fees_due', 'issued', 'authority'],
				`, issued_at = ${NOW}, expires_on = '2027-11-19'`
			)
		);
		await refused(
			'clerk',
			`insert into permit_certificate (kind, number, code, unit_id, permit_id, geom, issued_at, issued_by, content_sha256, proof)
				select 'licence', 'LC-2026-900001', 'AAAA-AAAA-AAAA-AAAA', unit_id, id, geom, ${NOW}, ${id('clerk')},
					repeat('a', 64), '{}' from permit where id = ${windowed.id}`
		);
	});
});

describe('whoever acts', () => {
	test('keeps no step that leads its case nowhere', async () => {
		const { reviewer } = review;
		const [alone] = step(review, reviewer, 'ask', ['technical_review', 'info_requested', 'reviewer']);
		await refused(reviewer, alone!);
	});
	test('writes nothing of cases on the map or in the register', async () => {
		const { rows } = await p.pool.query<{ ref: string }>(
			`select source_id as ref from public_permits limit 1`
		);
		const { ref } = rows[0]!;
		await p.pool.query(`insert into violations (source, source_id, kind, geom)
			select 'diwan', 'BV-2026-999999', 'no_licence', geom from permit limit 1`);
		await p.pool.query(`insert into violations (source, source_id, kind, geom)
			select 'survey', '1', 'no_licence', geom from permit limit 1`);
		const tried = (who: string, statement: string) =>
			as(who).transaction((tx) => sql.raw(statement).execute(tx.db));
		for (const who of ['engineer', 'clerk', 'head', 'authority', 'governor', 'admin'])
			for (const statement of [
				`delete from violations where source = 'diwan'`,
				`update violations set kind = 'beyond_licence' where source = 'diwan'`,
				`update violations set source = 'survey', source_id = '2' where source = 'diwan'`,
				`insert into violations (source, source_id, kind, geom)
					select 'diwan', 'x', 'no_licence', geom from violations limit 1`,
				`update permits set kind = 'issued' where source = 'diwan'`,
				`update public_permits set kind = 'issued' where source_id = '${ref}'`,
				`insert into public_permit_log (reference, case_id, version, status, happened_on)
					select reference, case_id, 99, 'issued', happened_on from public_permit_log limit 1`,
				`insert into building_sites (source, source_id, kind, geom)
					select 'diwan', 'x', 'running', geom from violations limit 1`
			])
				await expect(tried(who, statement), `${who}: ${statement}`).rejects.toMatchObject({ code: '42501' });
		// What an office drew itself stays its own.
		await tried('admin', `delete from violations where source = 'survey'`);
		await p.pool.query(`delete from violations`);
	});
});

test('nobody makes a table that stands before one of the database', async () => {
	const lays = (text: string) =>
		as('engineer').transaction(async (tx) => void (await sql.raw(text).execute(tx.db)));
	for (const text of [
		'create temporary table permit (id bigint)',
		'create temporary view permit_hand as select 1 as permit_id',
		'create function pg_temp.f() returns trigger language plpgsql as $f$ begin return new; end $f$'
	])
		await expect(lays(text), text).rejects.toMatchObject({ code: '42501' });
});

test('and the work goes on', async () => {
	await payDues(as('cashier'), owing.ref);
	expect((await act('authority', owing.ref, 'issue')).answer.state).toBe('issued');
	const told = await reads(
		'engineer',
		`select reason from permit_recommendation where permit_id = ${owing.id}`
	);
	expect(told).toHaveLength(1);
	await act('engineer', asked.ref, 'inform', {
		answers: await p.pool
			.query('select id::text from permit_request where permit_id = $1', [asked.id])
			.then(({ rows }) => rows.map((r) => ({ id: r.id, answer: 'عشرة أمتار' })))
	});
	await act(review.reviewer, review.ref, 'recommend', {
		...{ outcome: 'grant', reason: 'مستوفٍ', conditions: [], examined: EXAMINED }
	});
	await act('head', review.ref, 'take_up');
	await act('engineer', draft.ref, 'edit', {
		parties: { owner: { name: 'مالك آخر', national_id: '28501010212345' } }
	});
	await sweepPermits(makeCtx(p, { actor: SYSTEM, now: () => new Date('2027-01-20T09:00:00Z') }));
	const { rows } = await p.pool.query('select deemed_at is not null as deemed from permit where id = $1', [
		review.id
	]);
	expect(rows[0].deemed).toBe(true);
});
