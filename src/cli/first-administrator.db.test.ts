import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyAudit } from '#lib/server/audit/index.ts';
import { actorOfToken, changePassword, signIn } from '#lib/server/auth/index.ts';
import { makeCtx } from '#lib/server/context.ts';
import { can, SYSTEM } from '#lib/server/policy/index.ts';
import { testPlatform, type TestPlatform } from '../../tests/db/support.ts';
import { Usage } from './command.ts';
import { userAdd } from './user.ts';

let p: TestPlatform;
beforeAll(async () => void (p = await testPlatform()));
afterAll(() => p.close());

async function add(username: string, ...args: string[]) {
	const lines: string[] = [];
	let result: unknown;
	await userAdd.run([username, '--name-ar', 'منى حسن', '--name-en', 'Mona Hassan', ...args], {
		config: p.config,
		platform: async () => p,
		ctx: async () => makeCtx(p, { actor: SYSTEM }),
		line: (text) => lines.push(text),
		result: (value) => (result = value),
		progress: () => undefined,
		signal: new AbortController().signal
	});
	return { text: lines.join('\n'), result: result as Record<string, string> };
}
const units = async () => (await p.pool.query('select code, kind, name_ar, parent_id from unit')).rows;

test('an empty database gets its governorate and its first administrator, who can sign in and rule', async () => {
	await expect(add('clerk', '--role', 'inspector')).rejects.toThrow('there is no unit yet');

	const root = ['--unit-name-ar', 'محافظة الإسكندرية', '--unit-name-en', 'Alexandria Governorate'];
	// A wrong username leaves no unit behind, or the second try would be refused.
	await expect(add('m', '--role', 'admin', ...root)).rejects.toMatchObject({ code: 'invalid_input' });
	expect(await units()).toEqual([]);
	const { text, result } = await add('mona', '--role', 'admin', ...root);
	expect(text).toContain('governorate (Alexandria Governorate): made');
	expect(await units()).toEqual([
		{ code: 'governorate', kind: 'governorate', name_ar: 'محافظة الإسكندرية', parent_id: null }
	]);

	const again = add('other', '--role', 'admin');
	await expect(again).rejects.toBeInstanceOf(Usage);
	await expect(again).rejects.toThrow('governorate');

	const entry = { username: 'mona', password: result.password ?? '', ip: '192.0.2.1' };
	const ctx = makeCtx(p, { actor: await actorOfToken(p, (await signIn(p, entry)).token) });
	const password = 'seven quiet herons at noon';
	await changePassword(ctx, { current: entry.password, next: password });
	const actor = await actorOfToken(p, (await signIn(p, { ...entry, password })).token);
	expect(actor).toMatchObject({ username: 'mona', assignments: [{ role: 'admin' }] });
	expect(can(actor, 'people:manage')).toBe(true);

	const { rows: audited } = await p.pool.query('select action from audit_log');
	expect(audited.map((r) => r.action)).toEqual(
		expect.arrayContaining(['unit.created', 'person.created', 'role.assigned'])
	);
	expect(await verifyAudit(p.pool, {})).toMatchObject({ ok: true });
});
