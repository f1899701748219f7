import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { DomainError } from '#lib/kernel/errors.ts';
import { setActive } from '#lib/modules/people/server/index.ts';
import { makeCtx } from '#lib/server/context.ts';
import { openDatabase, openPool } from '#lib/server/db/database.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { aPerson, PASSWORD, signedIn, someUnits } from '../../../../tests/builders/people.ts';
import { testPlatform, type TestPlatform } from '../../../../tests/db/support.ts';
import { confirmTotp, disableTotp, enrolTotp, signIn } from './index.ts';

const verifyPassword = vi.hoisted(() => vi.fn<(password: string, stored: string) => Promise<boolean>>());
// Another file of this process may have read the modules already, without the mock.
vi.hoisted(() => void vi.resetModules());
vi.mock('./password-hash.ts', async (original) => {
	const whole = await original<typeof import('./password-hash.ts')>();
	return { ...whole, verifyPassword: verifyPassword.mockImplementation(whole.verifyPassword) };
});

let p: TestPlatform;
let clock = new Date('2026-11-21T08:00:00Z');
const later = (seconds: number) => (clock = new Date(clock.getTime() + seconds * 1000));
const bad = (username: string, ip = '192.0.2.1') => signIn(p, { username, password: 'not this one', ip });
const good = (username: string, ip = '192.0.2.1') => signIn(p, { username, password: PASSWORD, ip });
const caught = async (work: Promise<unknown>) =>
	(await work.then(
		() => undefined,
		(e) => e
	)) as DomainError;

beforeAll(async () => {
	p = await testPlatform({ now: () => clock });
	await someUnits(p);
	await aPerson(p, 'mona');
});
afterAll(() => p.close());
beforeEach(() => later(3600));

describe('signing in', () => {
	test('answers alike for an unknown name, a wrong password and a closed account', async () => {
		const closed = await aPerson(p, 'closed');
		await setActive(makeCtx(p, { actor: SYSTEM }), closed, false);
		const answers = [];
		for (const attempt of [
			() => bad('mona'),
			() => bad('nobody'),
			() => good('closed'),
			() => bad('closed'),
			() => bad('')
		]) {
			const e = await caught(attempt());
			answers.push([e.code, e.params, e.fields]);
		}
		expect(new Set(answers.map((a) => JSON.stringify(a)))).toEqual(
			new Set([JSON.stringify(['bad_credentials', {}, []])])
		);
	});

	test('does the same work for an unknown name as for a wrong password', async () => {
		const hashes = [];
		for (const username of ['mona', 'nobody']) {
			verifyPassword.mockClear();
			await caught(bad(username));
			expect(verifyPassword).toHaveBeenCalledOnce();
			hashes.push(String(verifyPassword.mock.lastCall?.[1]));
		}
		// The cost and the lengths decide how long a password takes.
		const work = (hash: string) => hash.replace(/\$[\w-]{22}\$[\w-]{43}$/, '$salt$key');
		expect(hashes.map(work)).toEqual(
			Array(2).fill(expect.stringMatching(/^\$scrypt\$ln=\d+,r=8,p=1\$salt\$key$/))
		);
		expect(work(hashes[0]!)).toBe(work(hashes[1]!));
		expect(hashes[0]).not.toBe(hashes[1]);
	});

	test('is audited whether it succeeds or not, without what was typed', async () => {
		await caught(bad('my-secret-typed-as-name'));
		await good('mona');
		const { rows } = await p.pool.query(
			`select action, subject_id, detail::text from audit_log where action like 'session.%' order by at desc limit 2`
		);
		expect(rows.map((r) => r.action)).toEqual(['session.opened', 'session.refused']);
		expect(JSON.stringify(rows)).not.toContain('my-secret');
	});
});

describe('attempts are limited', () => {
	test('to five failures in ten minutes per name and address; the wait is told; the window slides', async () => {
		for (let i = 0; i < 5; i++) {
			expect((await caught(bad('mona'))).code).toBe('bad_credentials');
			later(60);
		}
		const refused = await caught(good('mona'));
		expect(refused.code).toBe('rate_limited');
		expect([300, 301]).toContain(refused.params.retry_after);
		// Another address is another person's desk.
		expect((await good('mona', '192.0.2.77')).actor.username).toBe('mona');
		later(301);
		expect((await good('mona')).actor.username).toBe('mona');
	});

	test('also when a hundred come at the same moment', async () => {
		const codes = await Promise.all(
			Array.from({ length: 100 }, async () => (await caught(bad('mona', '203.0.113.5'))).code)
		);
		expect(codes.filter((c) => c === 'bad_credentials')).toHaveLength(5);
		expect(codes.filter((c) => c === 'rate_limited')).toHaveLength(95);
	}, 60_000);

	test('to fifty failures per address over all names', async () => {
		const ip = '203.0.113.9';
		for (let i = 0; i < 50; i++) expect((await caught(bad(`guess${i}`, ip))).code).toBe('bad_credentials');
		expect((await caught(good('mona', ip))).code).toBe('rate_limited');
	}, 60_000);

	test('a success forgets the failures before it, so that five slips a day are no lock-out', async () => {
		for (let round = 0; round < 3; round++) {
			for (let i = 0; i < 4; i++) await caught(bad('mona', '203.0.113.20'));
			expect((await good('mona', '203.0.113.20')).actor.username).toBe('mona');
		}
	});

	test('one IPv6 subscriber cannot walk through the addresses of its network', async () => {
		for (let i = 0; i < 5; i++) await caught(bad('mona', `2001:db8:1:2::${i}`));
		expect((await caught(good('mona', '2001:db8:1:2:ffff::1'))).code).toBe('rate_limited');
		expect((await good('mona', '2001:db8:1:3::1')).actor.username).toBe('mona');
	});

	test('and a restart forgives nobody', async () => {
		const ip = '203.0.113.30';
		for (let i = 0; i < 5; i++) await caught(bad('mona', ip));
		// Nothing of this process but the database goes on.
		const pool = openPool({ ...p.pool.options });
		const restarted = { ...p, pool, db: openDatabase(pool) };
		const refused = await caught(signIn(restarted, { username: 'mona', password: PASSWORD, ip }));
		await pool.end();
		expect(refused.code).toBe('rate_limited');
	});
});

describe('a second factor', () => {
	const code = (secret: string) =>
		new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock.getTime() });

	async function enrolled(username: string) {
		await aPerson(p, username);
		const ctx = await signedIn(p, username);
		const { secret, uri } = await enrolTotp(ctx, { password: PASSWORD });
		expect(uri).toMatch(/^otpauth:\/\/totp\/Diwan:/);
		expect((await caught(confirmTotp(ctx, { code: '' }))).code).toBe('second_factor_wrong');
		const recovery = await confirmTotp(ctx, { code: code(secret) });
		later(60);
		return { ctx, secret, recovery };
	}

	test('is asked after the right password only, and each code is good once', async () => {
		const { secret } = await enrolled('salma');
		expect((await caught(bad('salma'))).code).toBe('bad_credentials');
		const asked = await caught(good('salma'));
		expect(asked.code).toBe('second_factor_required');
		const ticket = String(asked.params.ticket);
		const totp = code(secret);
		const { actor } = await signIn(p, { ticket, totp, ip: '192.0.2.1' });
		expect(actor.username).toBe('salma');
		expect((await caught(signIn(p, { ticket, totp, ip: '192.0.2.1' }))).code).toBe('bad_credentials');
		later(60);
		const again = code(secret);
		const both = await signIn(p, { username: 'salma', password: PASSWORD, totp: again, ip: '192.0.2.1' });
		expect(both.actor.username).toBe('salma');
	});

	test('accepts Arabic-Indic digits and a recovery code once', async () => {
		const { secret, recovery } = await enrolled('huda');
		const arabic = code(secret).replace(/\d/g, (d) => '٠١٢٣٤٥٦٧٨٩'[Number(d)] ?? d);
		const login = (totp: string) =>
			signIn(p, { username: 'huda', password: PASSWORD, totp, ip: '192.0.2.1' });
		expect((await login(arabic)).actor.username).toBe('huda');
		expect(recovery).toHaveLength(10);
		expect((await login(recovery[3]?.toLowerCase() ?? '')).actor.username).toBe('huda');
		expect((await caught(login(recovery[3] ?? ''))).code).toBe('bad_credentials');
	});

	test('cannot be guessed from many addresses', async () => {
		await enrolled('target');
		const codes = [];
		for (let i = 0; i < 12; i++) {
			const attempt = signIn(p, {
				username: 'target',
				password: PASSWORD,
				totp: String(100000 + i),
				ip: `198.51.100.${i}`
			});
			codes.push((await caught(attempt)).code);
		}
		expect(codes.slice(0, 10).every((c) => c === 'bad_credentials')).toBe(true);
		expect(codes.slice(10)).toEqual(['rate_limited', 'rate_limited']);
	}, 30_000);

	test('a ticket ends after five minutes, and cannot be made up or altered', async () => {
		const { secret } = await enrolled('ticketed');
		const ticket = String((await caught(good('ticketed'))).params.ticket);
		const altered = `${ticket.slice(0, -4)}AAAA`;
		for (const t of ['', 'x', altered])
			expect((await caught(signIn(p, { ticket: t, totp: code(secret), ip: '192.0.2.1' }))).code).toBe(
				'bad_credentials'
			);
		later(301);
		expect((await caught(signIn(p, { ticket, totp: code(secret), ip: '192.0.2.1' }))).code).toBe(
			'bad_credentials'
		);
	});

	test('is stored sealed, and given up only with the password', async () => {
		const { ctx, secret } = await enrolled('careful');
		const { rows } = await p.pool.query(`select secret_sealed from auth.totp where person_id = $1`, [
			ctx.actor.personId
		]);
		expect(rows[0].secret_sealed.toString('latin1')).not.toContain(secret);
		expect((await caught(disableTotp(ctx, { password: 'wrong' }))).code).toBe('password_wrong');
		await disableTotp(ctx, { password: PASSWORD });
		expect((await good('careful')).actor.username).toBe('careful');
	});
});
