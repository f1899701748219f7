import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { saveContact, setActive } from '#lib/modules/people/server/index.ts';
import { makeCtx } from '#lib/server/context.ts';
import { rolesOf, SYSTEM } from '#lib/server/policy/index.ts';
import {
	identityProvider,
	PROVIDER_CLIENT,
	type TestProvider
} from '../../../../tests/builders/identity-provider.ts';
import { aPerson, someUnits } from '../../../../tests/builders/people.ts';
import { testPlatform, type TestPlatform } from '../../../../tests/db/support.ts';
import { actorOfToken, beginOidc, finishOidc, oidcName, unlinkIdentity } from './index.ts';

let p: TestPlatform;
let provider: TestProvider;
let late = 0;
const origin = 'https://diwan.example';
const where = { origin, ip: '192.0.2.1', userAgent: 'test' };

beforeAll(async () => {
	provider = await identityProvider();
	p = await testPlatform({
		env: { OIDC_ISSUER: provider.issuer, OIDC_NAME: 'هوية المحافظة', ...PROVIDER_CLIENT },
		now: () => new Date(Date.now() + late)
	});
	await someUnits(p);
	await aPerson(p, 'mona', [{ role: 'inspector', unit: 'east' }]);
	const omar = await aPerson(p, 'omar');
	await saveContact(makeCtx(p, { actor: SYSTEM }), omar, { email: 'omar@gov.example' });
});
afterAll(async () => {
	await p.close();
	await provider.close();
});
beforeEach(() => {
	late = 0;
	provider.wrongKey = false;
	provider.forge = (payload) => payload;
	provider.claims = { sub: 'subject-mona', preferred_username: 'Mona' };
});

async function walk(next: string | null = '/map?z=3') {
	const { url, state } = await beginOidc(p, { origin, next, ip: where.ip });
	const back = await provider.visit(url);
	expect(back.href).toMatch(/^https:\/\/diwan\.example\/auth\/oidc\/callback\?/);
	return { state, search: back.search };
}
const finish = ({ state, search }: { state: string; search: string }) =>
	finishOidc(p, { ...where, search, cookie: state });

test('a person known by username signs in there, keeps the roles held here, and goes on where they wanted', async () => {
	expect(oidcName(p.config)).toBe('هوية المحافظة');
	const signed = await finish(await walk());
	expect(signed.next).toBe('/map?z=3');
	expect(rolesOf(await actorOfToken(p, signed.token))).toEqual(['inspector']);
});

test('a verified e-mail is enough, an unverified one is not', async () => {
	provider.claims = { sub: 'subject-omar', email: 'Omar@Gov.example', email_verified: false };
	await expect(finish(await walk())).rejects.toMatchObject({ code: 'forbidden' });
	provider.claims = { ...provider.claims, email_verified: true };
	expect((await finish(await walk())).actor.username).toBe('omar');
});

test('after the first time the provider’s subject counts, not the name', async () => {
	provider.claims = { sub: 'subject-mona', preferred_username: 'married-name' };
	expect((await finish(await walk())).actor.username).toBe('mona');
	provider.claims = { sub: 'somebody-else', preferred_username: 'mona' };
	await expect(finish(await walk())).rejects.toMatchObject({ code: 'forbidden' });
	const ctx = makeCtx(p, { actor: SYSTEM });
	const { rows } = await p.pool.query(`select id from person where username = 'mona'`);
	await unlinkIdentity(ctx, rows[0].id);
	expect((await finish(await walk())).actor.username).toBe('mona');
	await unlinkIdentity(ctx, rows[0].id);
});

test('an identity that fits nobody, two people, or a closed account is refused', async () => {
	provider.claims = { sub: 's1', preferred_username: 'stranger' };
	await expect(finish(await walk())).rejects.toMatchObject({ code: 'forbidden' });
	provider.claims = {
		sub: 's2',
		preferred_username: 'mona',
		email: 'omar@gov.example',
		email_verified: true
	};
	await expect(finish(await walk())).rejects.toMatchObject({ code: 'forbidden' });
	const id = await aPerson(p, 'leaver');
	await setActive(makeCtx(p, { actor: SYSTEM }), id, false);
	provider.claims = { sub: 's3', preferred_username: 'leaver' };
	await expect(finish(await walk())).rejects.toMatchObject({ code: 'forbidden' });
	provider.claims = { sub: 's4' };
	await expect(finish(await walk())).rejects.toMatchObject({ code: 'forbidden' });
});

test('an answer is good once, for ten minutes, in the browser that asked', async () => {
	const mine = await walk();
	await expect(finishOidc(p, { ...where, search: mine.search, cookie: undefined })).rejects.toMatchObject({
		code: 'bad_credentials'
	});
	const other = await walk();
	await expect(finishOidc(p, { ...where, search: mine.search, cookie: other.state })).rejects.toMatchObject({
		code: 'bad_credentials'
	});
	await finish(mine);
	await expect(finish(mine)).rejects.toMatchObject({ code: 'bad_credentials' });
	late = 11 * 60_000;
	await expect(finish(other)).rejects.toMatchObject({ code: 'bad_credentials' });
});

test.each([
	['a key that is not the provider’s', () => (provider.wrongKey = true)],
	['another nonce', () => (provider.forge = (t) => ({ ...t, nonce: 'other' }))],
	['another audience', () => (provider.forge = (t) => ({ ...t, aud: 'somebody' }))],
	['another issuer', () => (provider.forge = (t) => ({ ...t, iss: 'https://evil.example' }))],
	['a time long past', () => (provider.forge = (t) => ({ ...t, exp: 1_000_000 }))]
])('a token with %s opens nothing', async (_, forge) => {
	const before = await p.pool.query('select count(*) from auth.session');
	const answer = await walk();
	forge();
	await expect(finish(answer)).rejects.toThrow();
	expect((await p.pool.query('select count(*) from auth.session')).rows).toEqual(before.rows);
});

test('the way on after signing in stays in this house', async () => {
	for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])
		expect((await finish(await walk(next))).next).toBe('/');
});
