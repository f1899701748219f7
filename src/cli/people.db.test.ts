import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actorOfToken, signIn } from '#lib/server/auth/index.ts';
import { makeCtx } from '#lib/server/context.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { someUnits } from '../../tests/builders/people.ts';
import { testPlatform, type TestPlatform } from '../../tests/db/support.ts';
import { auditAnchor, auditVerify } from './audit.ts';
import { Usage, type Command, type Io } from './command.ts';
import { userAdd, userResetPassword } from './user.ts';

let p: TestPlatform;

beforeAll(async () => {
	p = await testPlatform();
	await someUnits(p);
});
afterAll(() => p.close());

async function run(command: Command, ...args: string[]) {
	const lines: string[] = [];
	let result: unknown;
	const io: Io = {
		config: p.config,
		platform: async () => p,
		ctx: async () => makeCtx(p, { actor: SYSTEM }),
		line: (text) => lines.push(text),
		result: (value) => (result = value),
		progress: () => undefined,
		signal: new AbortController().signal
	};
	const code = await command.run(args, io);
	return { code, text: lines.join('\n'), result: result as Record<string, string> };
}

const names = ['--name-ar', 'ليلى', '--name-en', 'Laila'];
const enter = (username: string, password: string) => signIn(p, { username, password, ip: '192.0.2.1' });

test('a person added can sign in with the printed password, only to change it', async () => {
	const { code, text, result } = await run(
		userAdd,
		'Laila',
		...names,
		'--role',
		'inspector',
		'--unit',
		'east'
	);
	expect(code).toBe(0);
	expect(text).toContain(result.password);
	const { token } = await enter('laila', result.password ?? '');
	expect(await actorOfToken(p, token)).toMatchObject({
		username: 'laila',
		mustChangePassword: true,
		assignments: []
	});
});

test('a reset password ends the sessions and the old password', async () => {
	const first = await run(userAdd, 'karim', ...names);
	const { token } = await enter('karim', first.result.password ?? '');
	const second = await run(userResetPassword, 'KARIM', '--drop-second-factor');
	expect((await actorOfToken(p, token)).kind).toBe('anonymous');
	await expect(enter('karim', first.result.password ?? '')).rejects.toMatchObject({
		code: 'bad_credentials'
	});
	expect((await enter('karim', second.result.password ?? '')).actor.username).toBe('karim');
});

test('wrong usage is told as such and writes nothing', async () => {
	for (const args of [
		[],
		['a', 'b', ...names],
		['omar', '--name-ar', 'عمر'],
		['omar', ...names, '--role', 'inspector'],
		['omar', ...names, '--role', 'king', '--unit', 'east'],
		['omar', ...names, '--colour', 'red']
	])
		await expect(run(userAdd, ...args), args.join(' ')).rejects.toBeInstanceOf(Usage);
	const unknownUnit = run(userAdd, 'omar', ...names, '--role', 'inspector', '--unit', 'moon');
	await expect(unknownUnit).rejects.toMatchObject({ code: 'not_found' });
	await expect(run(userResetPassword, 'omar')).rejects.toMatchObject({ code: 'not_found' });
});

test('the audit log is anchored, verified, and its first bad row named', async () => {
	const anchor = await run(auditAnchor);
	const file = path.join(p.dataDir, 'anchor.txt');
	writeFileSync(file, `${anchor.text}\n`);
	expect(await run(auditVerify, '--anchor', anchor.text)).toMatchObject({ code: 0 });
	expect(await run(auditVerify, '--anchor-file', file)).toMatchObject({ code: 0 });
	const { rows } = await p.pool.query('select chain, seq from audit_log order by at desc limit 1');
	await p.pool.query('alter table audit_log disable trigger user');
	await p.pool.query('delete from audit_log where chain = $1 and seq = $2', [rows[0].chain, rows[0].seq]);
	await p.pool.query('alter table audit_log enable trigger user');
	expect(await run(auditVerify)).toMatchObject({ code: 0 });
	const found = await run(auditVerify, '--anchor', anchor.text);
	expect(found.code).toBe(1);
	expect(found.text).toContain(`BAD  chain ${rows[0].chain}, row ${rows[0].seq}`);
	expect(found.result).toMatchObject({ ok: false, bad: [{ reason: 'truncated' }] });
	await expect(run(auditVerify, '--anker', 'x')).rejects.toBeInstanceOf(Usage);
});
