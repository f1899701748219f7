import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actorOfToken, changePassword, signIn } from '#lib/server/auth/index.ts';
import { verifyAudit } from '#lib/server/audit/index.ts';
import { makeCtx } from '#lib/server/context.ts';
import { openPlatform } from '#lib/server/platform.ts';
import { can } from '#lib/server/policy/index.ts';
import { emptyDatabase, testConfig } from '../../tests/db/support.ts';

let empty: Awaited<ReturnType<typeof emptyDatabase>>;
beforeAll(async () => void (empty = await emptyDatabase()));
afterAll(() => empty.drop());

function diwan(...args: string[]) {
	return spawnSync(process.execPath, ['src/cli/main.ts', ...args], {
		env: { ...process.env, DATABASE_URL: '', ...empty.env, LOG_LEVEL: 'error', DIWAN_DEMO: '' },
		encoding: 'utf8'
	});
}
const mona = ['--name-ar', 'منى حسن', '--name-en', 'Mona Hassan'];

test('an empty database gets its governorate and its first administrator, who can sign in and rule', async () => {
	expect(diwan('migrate').status).toBe(0);
	const clerk = diwan('user', 'add', 'clerk', ...mona, '--role', 'inspector');
	expect(clerk.status).toBe(2);
	expect(clerk.stderr).toContain('there is no unit yet');

	const root = ['--unit-name-ar', 'محافظة الإسكندرية', '--unit-name-en', 'Alexandria Governorate'];
	// A wrong username leaves no unit behind, or the second try would be refused.
	expect(diwan('user', 'add', 'm', ...mona, '--role', 'admin', ...root).status).toBe(1);
	const added = diwan('user', 'add', 'mona', ...mona, '--role', 'admin', ...root);
	expect(added.status, added.stderr).toBe(0);
	expect(added.stdout).toContain('Alexandria Governorate');
	const first = /password\s+(\S+)/.exec(added.stdout)?.[1] ?? '';

	const again = diwan('user', 'add', 'other', ...mona, '--role', 'admin');
	expect(again.status).toBe(2);
	expect(again.stderr).toContain('governorate');

	const p = await openPlatform(testConfig(empty.dataDir, empty.env), { migrate: false });
	try {
		const entry = { username: 'mona', password: first, ip: '192.0.2.1' };
		const ctx = makeCtx(p, { actor: await actorOfToken(p, (await signIn(p, entry)).token) });
		const password = 'seven quiet herons at noon';
		await changePassword(ctx, { current: first, next: password });
		const { token } = await signIn(p, { ...entry, password });
		const actor = await actorOfToken(p, token);
		expect(actor).toMatchObject({ username: 'mona', assignments: [{ role: 'admin' }] });
		expect(can(actor, 'people:manage')).toBe(true);
		const { rows } = await p.pool.query('select code, kind, name_ar, parent_id from unit');
		expect(rows).toEqual([
			{ code: 'governorate', kind: 'governorate', name_ar: 'محافظة الإسكندرية', parent_id: null }
		]);
		const { rows: audited } = await p.pool.query(`select action from audit_log`);
		expect(audited.map((r) => r.action)).toEqual(
			expect.arrayContaining(['unit.created', 'person.created', 'role.assigned'])
		);
		expect(await verifyAudit(p.pool, {})).toMatchObject({ ok: true });
	} finally {
		await p.close();
	}
});
