import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assignRole, delegateRole, endRole, setActive } from '#lib/modules/people/server/index.ts';
import { makeCtx } from '#lib/server/context.ts';
import { can, rolesOf, SYSTEM } from '#lib/server/policy/index.ts';
import { aPerson, PASSWORD, signedIn, someUnits } from '../../../../tests/builders/people.ts';
import { testPlatform, type TestPlatform } from '../../../../tests/db/support.ts';
import {
	actorOfToken,
	changePassword,
	listSessions,
	revokeSessions,
	setPassword,
	signIn,
	signOut
} from './index.ts';

let p: TestPlatform;
let unit: Map<string, string>;
let clock = new Date('2026-11-21T08:00:00Z');
const later = (minutes: number) => (clock = new Date(clock.getTime() + minutes * 60_000));
const from = { ip: '192.0.2.1', userAgent: 'test' };
const system = () => makeCtx(p, { actor: SYSTEM });

beforeAll(async () => {
	p = await testPlatform({ now: () => clock });
	unit = await someUnits(p);
});
afterAll(() => p.close());

describe('a session', () => {
	test('holds the person and today’s roles, and only a hash of its token is stored', async () => {
		const id = await aPerson(p, 'nadia', [{ role: 'utility_planner', unit: 'gas' }]);
		const { token, actor } = await signIn(p, { username: ' Nadia ', password: PASSWORD, ...from });
		expect(actor).toMatchObject({ kind: 'person', personId: id, username: 'nadia', unitId: unit.get('gas') });
		expect(await actorOfToken(p, token)).toEqual(actor);
		const { rows } = await p.pool.query('select * from auth.session where person_id = $1', [id]);
		expect(JSON.stringify(rows)).not.toContain(token);
		expect(rows[0].token_hash).toHaveLength(32);
	});

	test('ends after 30 idle minutes, not before', async () => {
		await aPerson(p, 'idle');
		const { token } = await signIn(p, { username: 'idle', password: PASSWORD, ...from });
		later(25);
		expect((await actorOfToken(p, token)).kind).toBe('person');
		later(29);
		expect((await actorOfToken(p, token)).kind).toBe('person');
		later(31);
		expect((await actorOfToken(p, token)).kind).toBe('anonymous');
	});

	test('ends after eight hours even when used all the time', async () => {
		await aPerson(p, 'busy');
		const { token } = await signIn(p, { username: 'busy', password: PASSWORD, ...from });
		for (let i = 0; i < 19; i++) {
			later(25);
			expect((await actorOfToken(p, token)).kind).toBe('person');
		}
		later(10);
		expect((await actorOfToken(p, token)).kind).toBe('anonymous');
	});

	test('ends on the next request when revoked, signed out, or the account is closed', async () => {
		const id = await aPerson(p, 'omar');
		const open = async () => (await signIn(p, { username: 'omar', password: PASSWORD, ...from })).token;
		const first = await open();
		expect(await revokeSessions(system(), id)).toBe(1);
		expect((await actorOfToken(p, first)).kind).toBe('anonymous');

		const second = await open();
		await signOut(p, second);
		expect((await actorOfToken(p, second)).kind).toBe('anonymous');

		const third = await open();
		await setActive(system(), id, false);
		expect((await actorOfToken(p, third)).kind).toBe('anonymous');
		await setActive(system(), id, true);
		expect((await actorOfToken(p, third)).kind).toBe('anonymous');
	});

	test('of another person cannot be revoked without the right', async () => {
		const victim = await aPerson(p, 'victim');
		const { token } = await signIn(p, { username: 'victim', password: PASSWORD, ...from });
		await aPerson(p, 'clerk', [{ role: 'window_clerk', unit: 'east' }]);
		const clerk = await signedIn(p, 'clerk');
		await expect(revokeSessions(clerk, victim)).rejects.toMatchObject({ code: 'forbidden' });
		await expect(listSessions(clerk, { own: false })).rejects.toMatchObject({ code: 'forbidden' });
		const own = await listSessions(clerk);
		expect(own.map((s) => s.username)).toEqual(['clerk']);
		expect((await actorOfToken(p, token)).kind).toBe('person');
	});

	test('a made-up, empty or enormous token is the public', async () => {
		for (const token of ['', 'x', 'A'.repeat(43), 'A'.repeat(5000), undefined])
			expect((await actorOfToken(p, token)).kind).toBe('anonymous');
	});
});

describe('roles', () => {
	test('begin and end by their days in Egypt', async () => {
		await aPerson(p, 'dated', [{ role: 'inspector', unit: 'east', from: '2026-11-25', to: '2026-11-26' }]);
		const roles = async (at: string) => {
			clock = new Date(at);
			return rolesOf((await signIn(p, { username: 'dated', password: PASSWORD, ...from })).actor);
		};
		expect(await roles('2026-11-24T21:59:00Z')).toEqual([]);
		expect(await roles('2026-11-24T22:01:00Z')).toEqual(['inspector']);
		expect(await roles('2026-11-26T21:59:00Z')).toEqual(['inspector']);
		expect(await roles('2026-11-26T22:01:00Z')).toEqual([]);
	});

	test('can be handed to a stand-in for days within one’s own, and not handed on', async () => {
		await aPerson(p, 'head', [{ role: 'head_of_engineering', unit: 'east', to: '2026-12-31' }]);
		await aPerson(p, 'deputy', [{ role: 'reviewer', unit: 'east' }]);
		await aPerson(p, 'third', [{ role: 'reviewer', unit: 'west' }]);
		const head = await signedIn(p, 'head');
		const wanted = {
			role: 'head_of_engineering' as const,
			unitId: unit.get('east') ?? '',
			username: 'deputy',
			from: '2026-11-20',
			to: '2026-12-05'
		};
		await expect(delegateRole(head, { ...wanted, to: '2027-01-05' })).rejects.toMatchObject({
			code: 'forbidden'
		});
		await expect(delegateRole(head, { ...wanted, unitId: unit.get('west') ?? '' })).rejects.toMatchObject({
			code: 'forbidden'
		});
		await expect(delegateRole(head, { ...wanted, username: 'head' })).rejects.toMatchObject({ status: 422 });
		// A year at most: what is longer is no standing-in.
		await expect(delegateRole(head, { ...wanted, to: '2037-11-22' })).rejects.toMatchObject({
			code: 'invalid_input',
			fields: [{ path: 'to', code: 'field_delegation' }]
		});
		const id = await delegateRole(head, wanted);

		const deputy = await signedIn(p, 'deputy');
		expect(rolesOf(deputy.actor).sort()).toEqual(['head_of_engineering', 'reviewer']);
		expect(can(deputy.actor, 'role:delegate', { role: 'head_of_engineering', unitId: wanted.unitId })).toBe(
			false
		);
		await expect(delegateRole(deputy, { ...wanted, username: 'third' })).rejects.toMatchObject({
			code: 'forbidden'
		});

		await endRole(head, id);
		expect(rolesOf(await actorOfToken(p, deputy.token))).toEqual(['reviewer']);
	});

	test('of a stand-in end with those of the person stood in for', async () => {
		const chief = await aPerson(p, 'chief', [{ role: 'unit_head', unit: 'west' }]);
		await aPerson(p, 'standin');
		await delegateRole(await signedIn(p, 'chief'), {
			role: 'unit_head',
			unitId: unit.get('west') ?? '',
			username: 'standin',
			from: '2026-11-01',
			to: '2026-12-31'
		});
		const standin = await signedIn(p, 'standin');
		expect(rolesOf(standin.actor)).toEqual(['unit_head']);
		await setActive(system(), chief, false);
		expect(rolesOf(await actorOfToken(p, standin.token))).toEqual([]);
		await setActive(system(), chief, true);
		expect(rolesOf(await actorOfToken(p, standin.token))).toEqual(['unit_head']);
	});

	test('are given by an administrator, never to oneself, and not twice for the same days', async () => {
		const boss = await aPerson(p, 'boss', [{ role: 'admin', unit: 'gov' }]);
		const worker = await aPerson(p, 'worker');
		const admin = await signedIn(p, 'boss');
		const role = { role: 'inspector' as const, unitId: unit.get('east') ?? '', from: '2026-11-01' };
		await expect(assignRole(admin, boss, role)).rejects.toMatchObject({ code: 'forbidden' });
		await assignRole(admin, worker, { ...role, to: '2026-11-30' });
		await expect(assignRole(admin, worker, { ...role, from: '2026-11-30' })).rejects.toMatchObject({
			code: 'already_exists'
		});
		await assignRole(admin, worker, { ...role, from: '2026-12-01' });
		await expect(assignRole(await signedIn(p, 'worker'), boss, role)).rejects.toMatchObject({
			code: 'forbidden'
		});
		await expect(assignRole(admin, worker, { ...role, role: 'king' as never })).rejects.toMatchObject({
			code: 'invalid_input'
		});
	});
});

describe('a password', () => {
	test('given by somebody else lets one do nothing but change it', async () => {
		const id = await aPerson(p, 'newcomer', [{ role: 'inspector', unit: 'east' }]);
		await setPassword(system(), id, 'handed-out-4711', { mustChange: true });
		const first = await signedIn(p, 'newcomer', 'handed-out-4711');
		expect(first.actor).toMatchObject({ mustChangePassword: true, assignments: [] });
		await changePassword(first, { current: 'handed-out-4711', next: 'my own long words' });
		expect(rolesOf(await actorOfToken(p, first.token))).toEqual(['inspector']);
	});

	test('when changed ends the other sessions and keeps this one', async () => {
		await aPerson(p, 'changer');
		const here = await signedIn(p, 'changer');
		const there = await signedIn(p, 'changer');
		await expect(
			changePassword(here, { current: 'wrong', next: 'another good one 9' })
		).rejects.toMatchObject({
			code: 'password_wrong'
		});
		await changePassword(here, { current: PASSWORD, next: 'another good one 9' });
		expect((await actorOfToken(p, here.token)).kind).toBe('person');
		expect((await actorOfToken(p, there.token)).kind).toBe('anonymous');
		await expect(signIn(p, { username: 'changer', password: PASSWORD, ...from })).rejects.toMatchObject({
			code: 'bad_credentials'
		});
	});

	test('that is weak is refused with the reason', async () => {
		await aPerson(p, 'lazy');
		const lazy = await signedIn(p, 'lazy');
		for (const [next, code] of [
			['short1', 'password_too_short'],
			['aaaaaaaaaaaa', 'password_too_simple'],
			['abcabcabcabc', 'password_too_simple'],
			['1234567890', 'password_too_simple'],
			['x'.repeat(201), 'password_too_long'],
			[PASSWORD, 'password_same']
		] as const)
			await expect(changePassword(lazy, { current: PASSWORD, next }), next).rejects.toMatchObject({
				code: 'invalid_input',
				fields: [{ path: 'next', code }]
			});
	});

	test('is set for others only by an administrator', async () => {
		const id = await aPerson(p, 'target');
		await aPerson(p, 'hr', [{ role: 'hr_officer', unit: 'gov' }]);
		await expect(setPassword(await signedIn(p, 'hr'), id, 'anything-else-1')).rejects.toMatchObject({
			code: 'forbidden'
		});
	});
});
