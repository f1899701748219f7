import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aDepartment, aPlot, type Department } from '../../../../../../tests/builders/department.ts';
import { bringPapers, HOUSE, payDues, takenIn } from '../../../../../../tests/builders/permit-file.ts';
import { builders } from '../../../../../../tests/builders/permit-works.ts';
import { numbersFrom } from '../../../../../../tests/builders/random-plots.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import type { Ctx } from '#lib/server/context.ts';
import { ACTION_INPUTS, type Duty } from '../../rules/index.ts';
import {
	actOnPermit,
	answerAlarm,
	caseSite,
	certificatePaper,
	declareTie,
	drawUpNotice,
	followedPermit,
	getPermit,
	liftTie,
	objectionWords,
	openPermit,
	openStatementRequest,
	permitCertificates,
	permitDocuments,
	permitDraws,
	permitFees,
	permitHistory,
	permitNeighbours,
	permitNotes,
	permitRecord,
	pinNote,
	readDocument,
	readInspectionPhoto,
	readParties,
	recordObjection,
	revokeCertificate,
	setDisciplines,
	setFeeFormula,
	setStages,
	trackOwn
} from '../index.ts';
import { demandAttaching } from '../documents/attach.ts';

/** More by DIWAN_ATTEMPTS=1000. */
const ATTEMPTS = Number(process.env.DIWAN_ATTEMPTS ?? 60);
const NAMES = [
	...['clerk', 'clerk2', 'cashier', 'reviewer1', 'reviewer2', 'reviewer3', 'all', 'head', 'authority'],
	...['inspector', 'engineer', 'engineer2', 'auditor', 'governor', 'focal', 'stranger']
];
/** Whose steps these are, written down here once more. */
const STEPS: Record<string, readonly Duty[]> = {
	...of('clerk', 'take_in accept return accept_request'),
	...of('reviewer', 'begin recommend recuse ask consult'),
	...of('agency', 'answer'),
	...of('approver', 'waive take_up approve challenge quote decline_reconciliation certify'),
	...of('authority', 'issue issue_deemed dispute_deemed revoke'),
	...of('authority', 'issue_letters order_removal dismiss_violation close_violation'),
	...of('governor', 'suspend resume dismiss_appeal grant_appeal'),
	...of('auditor', 'redraw'),
	...of('cashier', 'pay_fees cancel_receipt'),
	...of(
		'inspector',
		'check_board inspect stop_work resume_work record_violation check_as_built confirm_removal'
	),
	...of('applicant', 'edit submit resubmit inform withdraw file_appeal'),
	refuse: ['approver', 'authority'],
	send_back: ['approver', 'authority'],
	issue_statement: ['approver', 'authority'],
	decline_statement: ['approver', 'authority'],
	// Whoever asked, or the window for them.
	...Object.fromEntries(
		['notify_start', 'correct', 'deposit', 'redeposit', 'request_reconciliation', 'accept_quote'].map(
			(action) => [action, ['applicant', 'clerk'] as const]
		)
	)
};
const ROLE_OF: Partial<Record<Duty, string[]>> = {
	clerk: ['clerk', 'clerk2', 'all'],
	approver: ['head', 'all'],
	authority: ['authority', 'all'],
	cashier: ['cashier'],
	inspector: ['inspector'],
	agency: ['focal'],
	governor: ['governor'],
	auditor: ['auditor']
};
function of(duty: Duty, actions: string): Record<string, readonly Duty[]> {
	return Object.fromEntries(actions.split(' ').map((action) => [action, [duty]]));
}

interface Standing {
	id: string;
	ref: string;
	/** Who has which duty in it. */
	hands: Map<string, Duty>;
	state: string;
	version: number;
	/** What it owes still. */
	account: { id: string; stage: string } | null;
	/** Brought to the window, which answers for whoever asks. */
	windowed: boolean;
}

let p: TestPlatform;
let house: Department;
const cases: Standing[] = [];
let licence: string;
const as = (name: string) => house.officer(name).ctx;
const personOf = (name: string) => house.officer(name).id;
const act = (by: string, ref: string, action: string, input: unknown = {}) =>
	actOnPermit(as(by), ref, action, input);
const examined = Array.from({ length: 23 }, (_, i) => `R${String(i).padStart(2, '0')}`);
const parties = { owner: { name: 'سعاد فؤاد منصور', national_id: '28501010212345' } };

/** A case as it stands, with everybody who has a duty in it or in the licence it hangs from. */
async function standing(ref: string): Promise<void> {
	const { rows } = await p.pool.query<
		Omit<Standing, 'hands'> & { channel: string; person: string; duty: Duty }
	>(
		`select p.id::text, p.state, p.version, p.channel, h.person_id::text as person, h.duty,
				(select jsonb_build_object('id', a.id, 'stage', a.stage) from permit_account a where a.permit_id = p.id and a.superseded_at is null
					and a.total > coalesce((select sum(r.amount) from permit_receipt r where r.account_id = a.id), 0) limit 1) as account
			from permit p
			left join (select permit_id, person_id, duty from permit_hand
				union all select permit_id, person_id, 'applicant' from permit_applicant) h on h.permit_id in (p.id, p.root_id)
			where p.reference = $1`,
		[ref]
	);
	const nameOf = new Map(NAMES.map((name) => [personOf(name), name]));
	const hands = new Map(rows.filter((r) => r.person).map((r) => [nameOf.get(r.person)!, r.duty]));
	const { id, state, version, account, channel } = rows[0]!;
	cases.push({ id, ref, hands, state, version, account, windowed: channel !== 'portal' });
}

/** One case at each of the places where somebody decides; those of an engineer are the applicant's own. */
async function licences(): Promise<void> {
	for (let stage = 0; stage < 7; stage++) {
		const by = stage % 2 === 0 ? 'engineer' : 'clerk';
		const refuses = stage === 6;
		const { answer } = await openPermit(as(by), { kind: 'new', ...aPlot(50 + stage), facts: HOUSE, parties });
		const ref = answer.reference;
		await takenIn(house, by, ref);
		if (stage >= 1) await act('clerk', ref, 'accept', { certificate_on: '2026-11-18' });
		if (stage >= 2) {
			const { draws } = await permitDraws(as('auditor'), ref);
			const reviewer = NAMES.find((name) => personOf(name) === draws.at(-1)!.picked)!;
			await act(reviewer, ref, 'begin');
			const outcome = refuses ? 'refuse' : 'grant';
			if (stage >= 3)
				await act(reviewer, ref, 'recommend', { outcome, reason: 'مستوفٍ', article: 'م 15', examined });
		}
		if (stage >= 4) await act('head', ref, 'take_up');
		if (stage === 5) await act('head', ref, 'approve');
		if (refuses) {
			await act('head', ref, 'refuse', { reason: 'الارتفاع', article: 'م 15' });
			await act('engineer', ref, 'file_appeal', { grounds: 'الارتفاع مقيس من الشارع الأعرض' });
		}
		await standing(ref);
	}
}

beforeAll(async () => {
	p = await testPlatform();
	house = await aDepartment(p);
	await licences();
	// A house that was built, and a violation on another licence.
	const { ref, site, completion } = await builders(house).built('engineer');
	licence = (await permitCertificates(as('authority'), ref))[0]!.number;
	await act('inspector', ref, 'record_violation', { description: 'بروز عن الترخيص' });
	for (const one of [ref, site, completion]) await standing(one);
	const { rows } = await p.pool.query(`select reference from permit where life = 'violation'`);
	await standing(rows[0].reference);
	for (const stage of ['requested', 'examined']) {
		const asked = await openStatementRequest(as('engineer'), {
			parcel: aPlot(90 + cases.length).parcel,
			parties
		});
		const { reference } = asked.answer;
		await bringPapers(as('engineer'), reference);
		await act('engineer', reference, 'submit');
		await payDues(as('cashier'), reference);
		if (stage === 'examined') await act('clerk', reference, 'accept_request');
		await standing(reference);
	}
}, 240_000);
afterAll(() => p.close());

/** Whether somebody may have one of those duties in a case: the one they have, or one of their roles when they have none. */
const rightful = ({ hands, windowed }: Standing, name: string, duties: readonly Duty[]) =>
	(hands.has(name)
		? [hands.get(name)!]
		: (Object.keys(ROLE_OF) as Duty[]).filter((d) => ROLE_OF[d]!.includes(name))
	).some((duty) => duties.includes(duty) || (duty === 'clerk' && windowed && duties.includes('applicant')));

/** What else is written or opened of a case, and who never may. */
const VERBS: Record<string, { wrong: string[]; attempt: (ctx: Ctx, at: Standing) => Promise<unknown> }> = {
	'reads who asked': {
		wrong: ['cashier', 'stranger', 'engineer2'],
		attempt: (ctx, { ref }) => readParties(ctx, ref)
	},
	'reads the draw': {
		wrong: ['clerk', 'head', 'authority', 'reviewer1', 'engineer', 'governor', 'stranger'],
		attempt: (ctx, { ref }) => permitDraws(ctx, ref)
	},
	'opens a paper': {
		wrong: ['cashier', 'stranger', 'engineer2'],
		attempt: (ctx, { ref }) => readDocument(ctx, ref, { kind: 'identity', version: '1' })
	},
	'brings a paper': {
		wrong: ['cashier', 'inspector', 'head', 'stranger', 'engineer2'],
		attempt: (ctx, { ref }) => demandAttaching(ctx, ref)
	},
	'pins a note': {
		wrong: ['cashier', 'engineer', 'engineer2', 'stranger'],
		attempt: (ctx, { ref }) =>
			pinNote(ctx, ref, { at: [511_000, 943_000], crs: 'EPSG:22992', words: 'x', audience: 'office' })
	},
	'draws up the notices': {
		wrong: ['cashier', 'inspector', 'engineer', 'engineer2', 'auditor', 'stranger'],
		attempt: async (ctx, { ref }) => drawUpNotice(ctx, ref, {})
	},
	'writes an objection down': {
		wrong: ['cashier', 'engineer', 'engineer2', 'stranger'],
		attempt: async (ctx, { ref }) =>
			recordObjection(ctx, ref, { subject: 'boundary', words: 'x', received_on: '2026-11-19' })
	},
	'answers an alarm': {
		wrong: ['clerk', 'cashier', 'reviewer1', 'engineer', 'auditor', 'stranger'],
		attempt: (ctx, { ref }) => answerAlarm(ctx, ref, { level: 'first', words: 'x' })
	},
	'revokes a licence': {
		wrong: ['clerk', 'cashier', 'reviewer1', 'inspector', 'engineer', 'auditor', 'stranger'],
		attempt: (ctx) => revokeCertificate(ctx, licence, { reason: 'x' })
	},
	'says of another to whom they are tied': {
		wrong: ['clerk', 'cashier', 'head', 'engineer', 'stranger'],
		attempt: (ctx) => declareTie(ctx, personOf('reviewer1'), { relation: 'office', office: 'x' })
	},
	'takes a tie of another away': {
		wrong: ['clerk', 'cashier', 'head', 'engineer', 'stranger'],
		attempt: (ctx) => liftTie(ctx, personOf('reviewer1'), '1')
	},
	'says what a reviewer has learned': {
		wrong: ['clerk', 'cashier', 'reviewer1', 'engineer', 'auditor', 'stranger'],
		attempt: (ctx) => setDisciplines(ctx, 'reviewer1', { disciplines: [] })
	},
	'sets a fee': {
		wrong: ['clerk', 'cashier', 'reviewer1', 'authority', 'engineer', 'auditor'],
		attempt: (ctx) => setFeeFormula(ctx, {})
	},
	'sets the stages of inspection': {
		wrong: ['clerk', 'inspector', 'authority', 'engineer', 'auditor'],
		attempt: (ctx) => setStages(ctx, {})
	}
};

/** What of a case is only looked at, as entries call it: by strangers it never may be, nor by who stands after them. */
const LOOKS: Record<string, { look: (ctx: Ctx, ref: string) => Promise<unknown>; neither?: string[] }> = {
	read: { look: (ctx, ref) => any([getPermit, permitRecord])(ctx, ref) },
	read_certificates: { look: permitCertificates },
	read_documents: { look: permitDocuments, neither: ['cashier'] },
	read_fees: { look: permitFees },
	read_history: { look: permitHistory },
	read_neighbours: { look: permitNeighbours },
	read_notes: { look: permitNotes, neither: ['engineer'] },
	read_site: { look: caseSite },
	follow: { look: followedPermit },
	track: { look: trackOwn, neither: ['clerk', 'head', 'auditor', 'governor'] }
};

/** Statements that take a duty in a case, or use it. */
const DUTIFUL: [Duty, (at: Standing, person: string) => string | null][] = [
	...(['clerk', 'approver', 'authority', 'cashier', 'inspector'] as const).map(
		(duty): (typeof DUTIFUL)[number] => [
			duty,
			({ id }, person) =>
				`insert into permit_hand (permit_id, person_id, duty, since) values (${id}, ${person}, '${duty}', now())`
		]
	),
	[
		'reviewer',
		(
			{ id },
			person
		) => `insert into permit_recommendation (permit_id, n, outcome, reason, check_n, signed_at, person_id)
			values (${id}, 9, 'grant', 'x', 1, now(), ${person})`
	],
	[
		'approver',
		({ id }, person) => `insert into permit_waiver (permit_id, rule, subject, article, reason, at, person_id)
			values (${id}, 'R03', 'front', 'x', 'x', now(), ${person})`
	],
	[
		'cashier',
		({ id, account }, person) =>
			account &&
			`insert into permit_receipt (number, permit_id, stage, account_id, amount, method, gateway, paid_at, cashier_id)
			values ('RC-2026-999999', ${id}, '${account.stage}', ${account.id}, 1, 'cash', 'desk', now(), ${person})`
	],
	[
		'governor',
		({ id, state, version }, person) =>
			`insert into permit_event (permit_id, version, action, from_state, to_state, duty, person_id, at)
			values (${id}, ${version + 1}, 'suspend', '${state}', 'suspended', 'governor', ${person}, now())`
	],
	[
		'governor',
		({ id, state, version }, person) =>
			state === 'refused'
				? `insert into permit_event (permit_id, version, action, from_state, to_state, duty, person_id, at, reason)
			values (${id}, ${version + 1}, 'grant_appeal', 'refused', 'accepted', 'governor', ${person}, now(), 'x')`
				: null
	]
];
/** Statements that are nobody's. */
const NOBODYS: ((at: Standing) => string)[] = [
	({ id }) => `delete from permit_event where permit_id = ${id}`,
	({ id }) => `update permit_event set reason = 'x' where permit_id = ${id}`,
	({ id }) => `delete from permit_hand where permit_id = ${id}`,
	({ id }) => `update permit_recommendation set outcome = 'refuse' where permit_id = ${id}`,
	({ id }) => `update permit_draw set reason = 'x' where permit_id = ${id}`,
	({ id }) => `update permit_receipt set amount = 1 where permit_id = ${id}`,
	({ id }) => `update permit_waiver set article = 'x' where permit_id = ${id}`,
	({ id }) => `update permit_appeal set grounds = 'x' where permit_id = ${id}`,
	({ id }) => `delete from permit_appeal where permit_id = ${id}`,
	({ id }) => `delete from permit_access where permit_id = ${id}`,
	({ id }) => `delete from permit_certificate where permit_id = ${id}`,
	({ id }) => `update permit_violation set description = 'x' where permit_id = ${id}`,
	() => `update permit_fee_formula set title_ar = 'x'`,
	() => `delete from audit_log`,
	() => `update audit_log set action = 'x'`
];

test('whose every step is, is known here', () => {
	expect(Object.keys(STEPS).sort()).toEqual(Object.keys(ACTION_INPUTS).sort());
	expect(cases.map((c) => c.ref.slice(0, 2))).toEqual([...Array(8).fill('BP'), 'BC', 'BD', 'BV', 'BA', 'BA']);
});

const random = numbersFrom(20261123);
function any<T>(list: readonly T[]): T {
	return list[Math.floor(random() * list.length)]!;
}

test(`${ATTEMPTS} attempts of wrong people, by the verbs of screens and interface and by statements: each refused, each on record`, async () => {
	const stands = () =>
		p.pool
			.query(
				`select md5((select array_agg((p, (select count(*) from permit_event e where e.permit_id = p.id)) order by id) from permit p)::text
					|| (select array_agg(h order by h)::text from permit_hand h) || (select count(*) from permit_receipt)
					|| (select array_agg(c order by c)::text from permit_certificate c)) as all`
			)
			.then((r) => r.rows[0].all);
	const kept = async () =>
		Number(
			(
				await p.pool.query(
					`select count(*) from audit_log where action in ('permit.refused_attempt', 'permit.refused_look', 'database.refused')`
				)
			).rows[0].count
		);
	const [before, written] = [await stands(), await kept()];
	const looked = async ({ name, ref, action }: { name: string; ref: string; action: string }) =>
		(
			await p.pool.query(
				`select from audit_log where action = 'permit.refused_look' and subject_id = $1 and actor_person_id = $2
					and detail ->> 'action' = $3`,
				[ref, personOf(name), action]
			)
		).rows.length > 0;
	const wrong: string[] = [];
	let [tried, again] = [0, 0];
	/** Has it refused, with such a code and one more row on record: or none, of a look that is there from a moment ago. */
	const refused = async (
		told: string,
		codes: RegExp,
		attempt: () => Promise<unknown>,
		look?: { name: string; ref: string; action: string }
	) => {
		const code = await attempt().then(
			() => 'done',
			(error: { code?: string; message?: string }) => error.code ?? String(error.message)
		);
		tried++;
		const more = (await kept()) - written;
		if (look && more === tried - 1 && (await looked(look))) {
			tried--;
			again++;
		}
		if (!codes.test(code)) wrong.push(`${told}: ${code}`);
		if (more !== tried) wrong.push(`${told}: ${code}, ${more - tried} on record`);
		tried = more;
	};
	const VERB = /^(permit_separation|permit_blind|forbidden|not_found)$/;
	const STATEMENT = /^(42501|23503|23505|23P01)$/;
	const doors = { step: 0, verb: 0, look: 0, statement: 0 };
	for (let made = 0; made < ATTEMPTS;) {
		const [at, name, chance] = [any(cases), any(NAMES), random()];
		const told = `${name} in ${at.ref}`;
		if (chance < 0.3) {
			const [action, duties] = any(Object.entries(STEPS));
			if (rightful(at, name, duties)) continue;
			await refused(`${told}: ${action}`, VERB, () => act(name, at.ref, action));
			doors.step++;
		} else if (chance < 0.45) {
			const [action, { look, neither = [] }] = any(Object.entries(LOOKS));
			if (!['stranger', 'engineer2', ...neither].includes(name) || at.hands.get(name) === 'applicant')
				continue;
			const one = { name, ref: at.ref, action };
			await refused(`${told}: ${action}`, VERB, () => look(as(name), at.ref), one);
			doors.look++;
		} else if (chance < 0.65) {
			const [what, { wrong: never, attempt }] = any(Object.entries(VERBS));
			if (!never.includes(name)) continue;
			await refused(`${told} ${what}`, VERB, () => attempt(as(name), at));
			doors.verb++;
		} else {
			const [duty, statement] = any(DUTIFUL);
			const sqlText = chance < 0.85 ? statement(at, personOf(name)) : any(NOBODYS)(at);
			if (sqlText === null || (chance < 0.85 && rightful(at, name, [duty]))) continue;
			await refused(`${told}: ${sqlText}`, STATEMENT, () =>
				as(name).transaction((tx) => sql.raw(sqlText).execute(tx.db))
			);
			doors.statement++;
		}
		made++;
	}
	expect(wrong).toEqual([]);
	if (process.env.DIWAN_ATTEMPTS) console.log({ ...doors, again });
	expect(await kept()).toBe(written + ATTEMPTS - again);
	expect(await stands()).toBe(before);
}, 900_000);

test('a refused look is one entry a minute, of a case that is there, and tells no name', async () => {
	const at = cases[1]!;
	const entries = async () =>
		(
			await p.pool.query(
				`select subject_type, subject_id, detail from audit_log where action = 'permit.refused_look'
					and actor_person_id = $1 order by at`,
				[personOf('clerk2')]
			)
		).rows;
	const before = (await entries()).length;
	for (const name of [at.ref, at.ref.toLowerCase(), at.id])
		await expect(trackOwn(as('clerk2'), name)).rejects.toMatchObject({ code: 'not_found' });
	for (const name of ['BP-1999-000001', '999999999', 'nothing'])
		await expect(trackOwn(as('clerk2'), name)).rejects.toMatchObject({ code: 'not_found' });
	expect((await entries()).slice(before)).toEqual([
		{ subject_type: 'permit', subject_id: at.ref, detail: { action: 'track', code: 'not_found' } }
	]);
	// What is missing in a case that is theirs to read is no wrong person's look.
	await expect(readInspectionPhoto(as('clerk2'), at.ref, 'x')).rejects.toMatchObject({ code: 'not_found' });
	await expect(objectionWords(as('clerk2'), at.ref, '77')).rejects.toMatchObject({ code: 'not_found' });
	expect(await entries()).toHaveLength(before + 1);
	await expect(certificatePaper(as('stranger'), licence, { origin: 'https://x' })).rejects.toMatchObject({
		code: 'forbidden'
	});
	const { rows } = await p.pool.query(
		`select a.subject_id = p.reference as theirs from audit_log a, permit_certificate c join permit p on p.id = c.permit_id
			where c.number = $1 and a.action = 'permit.refused_look' and a.detail ->> 'action' = 'read_certificate'`,
		[licence]
	);
	expect(rows).toEqual([{ theirs: true }]);
});
