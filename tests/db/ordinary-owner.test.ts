import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkDig, digHistory, registerDig } from '#lib/modules/excavation/server/index.ts';
import { actorOfToken, signIn } from '#lib/server/auth/index.ts';
import { makeCtx } from '#lib/server/context.ts';
import { openPool } from '#lib/server/db/database.ts';
import { examine } from '#lib/server/db/examine.ts';
import { MIGRATIONS, openPlatform, type Platform } from '#lib/server/platform.ts';
import { aPerson, PASSWORD, someUnits } from '../builders/people.ts';
import { ARABIC, REAL, testConfig } from './support.ts';

const EXTENSIONS = ['postgis', 'pg_trgm', 'btree_gist', 'pgcrypto'];
const name = `diwan_o_${randomBytes(5).toString('hex')}`;

/** The recipe of the README: an ordinary role that owns its database, everything else made by an administrator. */
describe.skipIf(!REAL)('a database of an ordinary owner', () => {
	let server: pg.Client;
	let admin: pg.Client;
	let dataDir: string;
	let url: string;
	let p: Platform | undefined;

	beforeAll(async () => {
		dataDir = mkdtempSync(path.join(os.tmpdir(), 'diwan-test-'));
		server = new pg.Client({ connectionString: REAL });
		await server.connect();
		await server.query(`do $$ begin create role diwan_app nologin;
			exception when duplicate_object or unique_violation then null; end $$`);
		await server.query(`create role ${name} login password 'owner-of-one'`);
		await server.query(`grant diwan_app to ${name}`);
		await server.query(`create database ${name} owner ${name} ${ARABIC}`);
		const at = (user?: string) => {
			const u = new URL(REAL!);
			u.pathname = `/${name}`;
			if (user) Object.assign(u, { username: user, password: 'owner-of-one' });
			return u.href;
		};
		admin = new pg.Client({ connectionString: at() });
		await admin.connect();
		for (const extension of EXTENSIONS) await admin.query(`create extension ${extension}`);
		url = at(name);
	});
	afterAll(async () => {
		await p?.close();
		await admin.end();
		await server.query(`drop database if exists ${name} with (force)`);
		await server.query(`drop role if exists ${name}`);
		await server.end();
		rmSync(dataDir, { recursive: true, force: true });
	});

	async function errors(): Promise<{ check: string; advice?: string }[]> {
		const pool = openPool({ connectionString: url });
		const findings = await examine(pool, { migrations: MIGRATIONS, embedded: false });
		await pool.end();
		return findings.filter((f) => !f.ok && f.severity === 'error');
	}

	test('lacks nothing but the schema, and the owner makes that', async () => {
		expect((await errors()).map((f) => f.check)).toEqual(['schema']);
		p = await openPlatform(testConfig(dataDir, { DATABASE_URL: url }));
		const { rows } = await p.pool.query(
			`select rolsuper or rolcreaterole or rolbypassrls as strong from pg_roles where rolname = current_user`
		);
		expect(rows[0].strong).toBe(false);
		expect(await errors()).toEqual([]);
	});

	test('lets people in, takes their digs and finds the clash', async () => {
		const units = await someUnits(p!);
		await aPerson(p!, 'nadia', [{ role: 'utility_planner', unit: 'telecom' }]);
		await aPerson(p!, 'basem', [{ role: 'utility_planner', unit: 'gas' }]);
		const enter = async (username: string) => {
			const { token, actor } = await signIn(p!, {
				...{ username, password: PASSWORD, ip: '192.0.2.1', userAgent: 'test' }
			});
			expect(await actorOfToken(p!, token)).toEqual(actor);
			return makeCtx(p!, { actor });
		};
		const nadia = await enter('nadia');
		const basem = await enter('basem');
		expect(nadia.actor.unitId).toBe(units.get('telecom'));
		const geometry = {
			type: 'LineString',
			coordinates: [
				[29.7305, 30.7025],
				[29.7315, 30.7025]
			]
		};
		const window = { start: '2027-03-01', end: '2027-03-05' };
		const { answer: dig } = await registerDig(nadia, { title: 'كابل', window, geometry });
		expect(dig.reference).toMatch(/^EX-/);
		const { rows } = await p!.readPool.query(`select props->>'promoter_ar' as promoter from map_digs`);
		expect(rows).toEqual([{ promoter: 'شركة الاتصالات' }]);
		expect(await digHistory(nadia, dig.reference)).toHaveLength(1);
		const { verdict, clashes } = await checkDig(basem, { window, geometry });
		expect(verdict).not.toBe('clear');
		expect(clashes.map((c) => [c.rule, c.other.reference])).toContainEqual(['C1', dig.reference]);
	});

	test('a right that is taken away is named by the doctor, with the words to give it back', async () => {
		await admin.query(`revoke diwan_app from ${name}`);
		const role = (await errors()).find((f) => f.check === 'role diwan_app');
		expect(role).toMatchObject({ found: 'not granted' });
		expect(role?.advice).toContain(`grant diwan_app to "${name}"`);
		await admin.query(`grant diwan_app to ${name}`);
		expect(await errors()).toEqual([]);
	});
});
