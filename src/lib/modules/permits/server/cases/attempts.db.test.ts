import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aDepartment, aPlot, type Department } from '../../../../../../tests/builders/department.ts';
import { HOUSE, takenIn } from '../../../../../../tests/builders/permit-file.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { actOnPermit, openPermit, permitDraws } from './index.ts';

/** More by DIWAN_ATTEMPTS=1000. */
const ATTEMPTS = Number(process.env.DIWAN_ATTEMPTS ?? 60);
const NAMES = [
	...['clerk', 'clerk2', 'cashier', 'reviewer1', 'reviewer2', 'reviewer3', 'all', 'head', 'authority'],
	...['inspector', 'engineer', 'engineer2', 'auditor', 'governor', 'focal', 'stranger']
];
/** Whose steps these are, written down here once more. */
const DUTY_OF = {
	...{ take_in: 'clerk', accept: 'clerk', return: 'clerk' },
	...{ begin: 'reviewer', recommend: 'reviewer', recuse: 'reviewer' },
	...{ take_up: 'approver', approve: 'approver', challenge: 'approver' },
	issue: 'authority'
} as const;
const ROLE_OF: Record<string, string[]> = {
	clerk: ['clerk', 'clerk2', 'all'],
	approver: ['head', 'all'],
	authority: ['authority', 'all'],
	cashier: ['cashier'],
	reviewer: []
};

interface Standing {
	id: string;
	ref: string;
	/** Who has which duty in it. */
	hands: Map<string, string>;
}

let p: TestPlatform;
let house: Department;
const cases: Standing[] = [];
const as = (name: string) => house.officer(name).ctx;
const act = (by: string, ref: string, action: string, input: unknown = {}) =>
	actOnPermit(as(by), ref, action, input);
const examined = Array.from({ length: 23 }, (_, i) => `R${String(i).padStart(2, '0')}`);

beforeAll(async () => {
	p = await testPlatform();
	house = await aDepartment(p);
	// One case at each of the places where somebody decides; those of an engineer are the applicant's own.
	for (let stage = 0; stage < 6; stage++) {
		const applicant = stage % 2 === 0 ? 'engineer' : 'clerk';
		const { answer } = await openPermit(as(applicant), {
			...{ kind: 'new', ...aPlot(stage), facts: HOUSE },
			parties: { owner: { name: 'سعاد فؤاد منصور', national_id: '28501010212345' } }
		});
		const ref = answer.reference;
		const hands = new Map([['clerk', 'clerk']]);
		if (applicant === 'engineer') hands.set('engineer', 'applicant');
		const { rows } = await p.pool.query('select id::text from permit where reference = $1', [ref]);
		cases.push({ id: rows[0].id, ref, hands });
		await takenIn(house, applicant, ref);
		if (stage < 1) continue;
		await act('clerk', ref, 'accept', { certificate_on: '2026-11-18' });
		const { draws } = await permitDraws(as('auditor'), ref);
		const reviewer = NAMES.find((name) => house.officer(name).id === draws.at(-1)!.picked)!;
		hands.set(reviewer, 'reviewer');
		if (stage < 2) continue;
		await act(reviewer, ref, 'begin');
		if (stage < 3) continue;
		await act(reviewer, ref, 'recommend', { outcome: 'grant', reason: 'مستوفٍ', conditions: [], examined });
		if (stage < 4) continue;
		await act('head', ref, 'take_up');
		hands.set('head', 'approver');
		if (stage === 5) await act('head', ref, 'approve');
	}
});
afterAll(() => p.close());

/** Whether somebody may have that duty in a case: the one they have, or one of their roles when they have none. */
const rightful = ({ hands }: Standing, name: string, duty: string) =>
	hands.get(name) === duty || (!hands.has(name) && ROLE_OF[duty]!.includes(name));

/** Mulberry32: the same attempts each time, and other ones for another seed. */
function random(seed: number): (n: number) => number {
	let a = seed;
	return (n) => {
		a = (a + 0x6d2b79f5) | 0;
		let t = Math.imul(a ^ (a >>> 15), 1 | a);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) % n;
	};
}

/** The same step by a statement: the duty taken, or the word signed, by whom it does not belong to. */
function statement({ id }: Standing, name: string, duty: string): string {
	const person = house.officer(name).id;
	return duty === 'reviewer'
		? `insert into permit_recommendation (permit_id, n, outcome, reason, check_n, signed_at, person_id)
			values (${id}, 9, 'grant', 'x', 1, now(), ${person})`
		: `insert into permit_hand values (${id}, ${person}, '${duty}', now())`;
}

test(`${ATTEMPTS} attempts of wrong people, by the application and by statements: each refused, each on record`, async () => {
	const next = random(20261123);
	const stands = () =>
		p.pool
			.query('select array_agg((id, state, version) order by id)::text as all from permit')
			.then((r) => r.rows[0].all);
	const kept = async () =>
		Number(
			(
				await p.pool.query(
					`select count(*) from audit_log where action in ('permit.refused_attempt', 'database.refused')`
				)
			).rows[0].count
		);
	const [before, written] = [await stands(), await kept()];
	for (let tried = 0; tried < ATTEMPTS;) {
		const at = cases[next(cases.length)]!;
		const name = NAMES[next(NAMES.length)]!;
		const actions = Object.entries(DUTY_OF);
		const [action, duty] = actions[next(actions.length)]!;
		if (rightful(at, name, duty)) continue;
		const told = `${name}: ${action} in ${at.ref}`;
		if (next(2) === 0)
			await expect(act(name, at.ref, action), told).rejects.toMatchObject({
				code: expect.stringMatching(/^(permit_separation|forbidden|not_found)$/)
			});
		else
			await expect(
				as(name).transaction((tx) => sql.raw(statement(at, name, duty)).execute(tx.db)),
				`${told}, by statement`
			).rejects.toMatchObject({ code: expect.stringMatching(/^(42501|23503|23505|23P01)$/) });
		tried++;
		expect(await kept(), told).toBe(written + tried);
	}
	expect(await kept()).toBe(written + ATTEMPTS);
	expect(await stands()).toBe(before);
});
