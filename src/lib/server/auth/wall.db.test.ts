import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROLES } from '#lib/kernel/roles.ts';
import { saveContact } from '#lib/modules/people/server/index.ts';
import { makeCtx } from '#lib/server/context.ts';
import { openPlatform } from '#lib/server/platform.ts';
import { ANONYMOUS, SYSTEM, rolesOf, type Actor } from '#lib/server/policy/index.ts';
import { aPerson, PASSWORD, signedIn, someUnits } from '../../../../tests/builders/people.ts';
import { REAL, testConfig, testPlatform, type TestPlatform } from '../../../../tests/db/support.ts';
import { actorOfToken, signIn } from './index.ts';

const PERSONAL = ['person', 'person_contact', 'assignment'];

let p: TestPlatform;
let mona: string;
let omar: string;

beforeAll(async () => {
	p = await testPlatform();
	await someUnits(p);
	mona = await aPerson(p, 'mona', [{ role: 'utility_planner', unit: 'gas' }]);
	omar = await aPerson(p, 'omar', [{ role: 'citizen', unit: 'east' }]);
	await aPerson(p, 'hr', [{ role: 'hr_officer', unit: 'gov' }]);
	const card = { phone: '01001234567', email: 'Mona@Example.org', nationalId: '29001010100018' };
	await saveContact(makeCtx(p, { actor: SYSTEM }), mona, card);
});
afterAll(() => p.close());

/** One statement as the application's role, with or without a context. */
async function asApp(text: string, actor?: Actor): Promise<pg.QueryResult> {
	const client = await p.pool.connect();
	try {
		await client.query('begin');
		if (actor)
			await client.query(
				`select set_config('diwan.person', $1, true), set_config('diwan.kind', $2, true), set_config('diwan.roles', $3, true)`,
				[actor.personId ?? '', actor.kind, rolesOf(actor).join(',')]
			);
		await client.query('set local role diwan_app');
		return await client.query(text);
	} finally {
		await client.query('rollback');
		client.release();
	}
}

describe('the second wall', () => {
	test.each(PERSONAL)(
		'shows nothing of %s without a known actor, and nothing to the public',
		async (table) => {
			expect((await p.pool.query(`select 1 from ${table}`)).rowCount).toBeGreaterThan(0);
			expect((await asApp(`select * from ${table}`)).rowCount).toBe(0);
			expect((await asApp(`select * from ${table}`, ANONYMOUS)).rowCount).toBe(0);
		}
	);

	test('is forced on every personal table, and the application owns nothing and bypasses nothing', async () => {
		const { rows } = await p.pool.query(
			`select relname from pg_class where relname = any ($1) and not (relrowsecurity and relforcerowsecurity)`,
			[PERSONAL]
		);
		expect(rows).toEqual([]);
		const role = await p.pool.query(
			`select rolsuper, rolbypassrls, rolcanlogin,
				(select count(*)::int from pg_class c where c.relowner = r.oid) as owned
			from pg_roles r where rolname = 'diwan_app'`
		);
		expect(role.rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcanlogin: false, owned: 0 }]);
	});

	test('keeps the application’s role out of everything that proves who somebody is', async () => {
		const { rows } = await p.pool.query(
			`select relname from pg_class where relnamespace = 'auth'::regnamespace and relkind = 'r'`
		);
		expect(rows.length).toBeGreaterThanOrEqual(7);
		for (const { relname } of rows)
			await expect(asApp(`select * from auth.${relname}`, SYSTEM), relname).rejects.toThrow(
				/permission denied/
			);
	});

	test('shows a contact card to its person, the administrator and the personnel officer only', async () => {
		const count = async (username: string) =>
			(await asApp('select * from person_contact', (await signedIn(p, username)).actor)).rowCount;
		expect(await count('mona')).toBe(1);
		expect(await count('hr')).toBe(1);
		expect(await count('omar')).toBe(0);
	});

	test('shows a citizen nobody but themselves', async () => {
		const { actor } = await signedIn(p, 'omar');
		const seen = await asApp('select username from person', actor);
		expect(seen.rows).toEqual([{ username: 'omar' }]);
		const roles = await asApp('select distinct person_id from assignment', actor);
		expect(roles.rows).toEqual([{ person_id: omar }]);
	});

	test('lets nobody make themselves more than they are', async () => {
		const { actor } = await signedIn(p, 'mona');
		const attempts = [
			`insert into assignment (person_id, role, unit_id, valid_from) select ${mona}, 'admin', id, current_date from unit limit 1`,
			`insert into assignment (person_id, role, unit_id, valid_from, valid_to, delegated_by) select ${omar}, 'admin', id, current_date, current_date, ${mona} from unit limit 1`,
			`update assignment set role = 'admin' where person_id = ${mona}`,
			`update person set username = 'admin' where id = ${mona}`,
			`insert into person (username, name_ar, name_en) values ('ghost', 'شبح', 'Ghost')`,
			`insert into unit (code, kind, name_ar, name_en, path) values ('x', 'agency', 'س', 'X', '')`,
			`delete from person where id = ${omar}`
		];
		for (const attempt of attempts) await expect(asApp(attempt, actor), attempt).rejects.toThrow();
		const silent = [
			`update assignment set valid_to = null where person_id = ${mona}`,
			`delete from assignment where person_id = ${mona}`,
			`update person set active = false where id = ${omar}`,
			`update unit set parent_id = null`,
			`update person_contact set email = 'other@example.org'`
		];
		for (const attempt of silent) expect((await asApp(attempt, actor)).rowCount, attempt).toBe(0);
	});

	test('stores the national number sealed', async () => {
		const { rows } = await p.pool.query('select * from person_contact where person_id = $1', [mona]);
		expect(JSON.stringify(rows)).not.toContain('29001010100018');
		expect(rows[0].national_id_sealed.toString('latin1')).not.toContain('29001010100018');
		expect(rows[0]).toMatchObject({ phone: '+201001234567', email: 'mona@example.org' });
	});
});

test('the roles that the database knows are those of the code', async () => {
	const { rows } = await p.pool.query(
		`select pg_get_constraintdef(oid) as def from pg_constraint where conname = 'assignment_role'`
	);
	const known = [...rows[0].def.matchAll(/'(\w+)'/g)].map((m) => m[1]);
	expect(new Set(known)).toEqual(new Set(ROLES));
});

test.runIf(REAL)('all of it works for an owner of the database who is no superuser', async () => {
	const name = `diwan_t_owner_${randomBytes(4).toString('hex')}`;
	const server = new pg.Client({ connectionString: REAL });
	await server.connect();
	const url = new URL(REAL ?? '');
	url.pathname = `/${name}`;
	try {
		await server.query(`create role ${name} login password 'x' createrole nosuperuser`);
		await server.query(`create database ${name} owner ${name}`);
		await server.query(`grant diwan_app to ${name} with admin option`);
		const inside = new pg.Client({ connectionString: url.href });
		await inside.connect();
		for (const e of ['postgis', 'pg_trgm', 'btree_gist', 'pgcrypto'])
			await inside.query(`create extension if not exists ${e}`);
		await inside.end();
		url.username = name;
		url.password = 'x';
		const owner = await openPlatform(testConfig(p.dataDir, { DATABASE_URL: url.href }));
		try {
			await someUnits(owner);
			await aPerson(owner, 'salma', [{ role: 'inspector', unit: 'east' }]);
			const { token } = await signIn(owner, { username: 'salma', password: PASSWORD, ip: '192.0.2.1' });
			expect(rolesOf(await actorOfToken(owner, token))).toEqual(['inspector']);
			// Outside of a context not even the owner sees personal data by accident.
			expect((await owner.pool.query('select * from person')).rowCount).toBe(0);
		} finally {
			await owner.close();
		}
	} finally {
		await server.query(`drop database if exists ${name} with (force)`);
		await server.query(`drop role if exists ${name}`);
		await server.end();
	}
});
