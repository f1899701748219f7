import { afterAll, beforeAll, expect, test } from 'vitest';
import { setActive } from '#lib/modules/people/server/index.ts';
import { makeCtx } from '#lib/server/context.ts';
import { can, SCOPES, SYSTEM } from '#lib/server/policy/index.ts';
import { aPerson, signedIn, someUnits } from '../../../../tests/builders/people.ts';
import { testPlatform, type TestPlatform } from '../../../../tests/db/support.ts';
import { actorOfToken, createApiKey, listApiKeys, revokeApiKey } from './index.ts';

let p: TestPlatform;
let clock = new Date('2026-11-21T08:00:00Z');
const bearer = (key: string) => actorOfToken(p, undefined, { authorization: `Bearer ${key}` });

beforeAll(async () => {
	p = await testPlatform({ now: () => clock });
	await someUnits(p);
});
afterAll(() => p.close());

test('a key speaks for its person within its scopes, and is stored as a hash', async () => {
	const id = await aPerson(p, 'planner', [{ role: 'utility_planner', unit: 'gas' }]);
	const ctx = await signedIn(p, 'planner');
	const { key } = await createApiKey(ctx, { name: 'desk', scopes: ['dig:read', 'layer:*'] });
	const actor = await bearer(key);
	expect(actor).toMatchObject({ kind: 'person', personId: id, sessionId: null });
	expect(can(actor, 'dig:read')).toBe(true);
	expect(can(actor, 'layer:read', { readers: 'staff' })).toBe(true);
	expect(can(ctx.actor, 'dig:register')).toBe(true);
	expect(can(actor, 'dig:register')).toBe(false);
	expect(can(actor, 'account:own')).toBe(false);
	const { rows } = await p.pool.query('select * from auth.api_key');
	expect(JSON.stringify(rows)).not.toContain(key);
	expect(await listApiKeys(ctx)).toMatchObject([{ name: 'desk', lastUsedAt: clock }]);
});

test('a key never gives more than its person has', async () => {
	await aPerson(p, 'driver', [{ role: 'driver', unit: 'gov' }]);
	const { key } = await createApiKey(await signedIn(p, 'driver'), {
		name: 'all',
		scopes: ['dig:*', 'people:read']
	});
	const actor = await bearer(key);
	expect(can(actor, 'dig:register')).toBe(false);
	expect(can(actor, 'people:read')).toBe(false);
});

test('a key that is revoked, over, made up, or whose person left is refused at once', async () => {
	const id = await aPerson(p, 'leaver', [{ role: 'inspector', unit: 'east' }]);
	const ctx = await signedIn(p, 'leaver');
	const revoked = await createApiKey(ctx, { name: 'a', scopes: ['dig:read'] });
	await revokeApiKey(ctx, revoked.id);
	await expect(bearer(revoked.key)).rejects.toMatchObject({ code: 'not_signed_in' });
	await expect(bearer('diwan_nothing')).rejects.toMatchObject({ code: 'not_signed_in' });

	const tomorrow = new Date(clock.getTime() + 86_400_000);
	const short = await createApiKey(ctx, { name: 'b', scopes: ['dig:read'], expiresAt: tomorrow });
	expect((await bearer(short.key)).username).toBe('leaver');
	clock = new Date(tomorrow.getTime() + 1);
	await expect(bearer(short.key)).rejects.toMatchObject({ code: 'not_signed_in' });

	const last = await createApiKey(await signedIn(p, 'leaver'), { name: 'c', scopes: ['dig:read'] });
	await setActive(makeCtx(p, { actor: SYSTEM }), id, false);
	await expect(bearer(last.key)).rejects.toMatchObject({ code: 'not_signed_in' });
});

test('nobody revokes another’s key, and a key cannot make keys', async () => {
	await aPerson(p, 'owner');
	await aPerson(p, 'thief', [{ role: 'admin', unit: 'gov' }]);
	const owner = await signedIn(p, 'owner');
	const { id, key } = await createApiKey(owner, { name: 'mine', scopes: ['dig:read'] });
	await expect(revokeApiKey(await signedIn(p, 'thief'), id)).rejects.toMatchObject({ code: 'not_found' });
	const machine = makeCtx(p, { actor: await bearer(key) });
	await expect(createApiKey(machine, { name: 'child', scopes: ['dig:read'] })).rejects.toMatchObject({
		code: 'forbidden'
	});
});

test('scopes are those offered, which leave out what belongs to the person alone', async () => {
	expect(SCOPES).toContain('people:read');
	for (const s of [
		'account:own',
		'people:manage',
		'people:*',
		'session:revoke',
		'role:assign',
		'contact:read',
		'*'
	])
		expect(SCOPES).not.toContain(s);
	const ctx = await signedIn(p, 'owner');
	for (const scopes of [[], ['account:own'], ['dig:read', 'everything']])
		await expect(createApiKey(ctx, { name: 'x', scopes })).rejects.toMatchObject({
			code: 'invalid_input',
			fields: [{ path: 'scopes', code: 'field_choice' }]
		});
	await expect(
		createApiKey(ctx, { name: ' ', scopes: ['dig:read'], expiresAt: new Date(0) })
	).rejects.toMatchObject({ fields: [{ path: 'name' }, { path: 'expiresAt' }] });
});
