import { createHash, randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { readConfig, type Config } from '#lib/server/config.ts';
import { startEmbedded } from '#lib/server/db/embedded.ts';
import { MIGRATIONS, openPlatform, type OpenOptions, type Platform } from '#lib/server/platform.ts';
import { madeOnce } from './made-once.ts';

/** The real server the suite also runs on; without it the tests run on the embedded database. */
export const REAL = process.env.TEST_DATABASE_URL;

/** Makes a database know Arabic letters whatever the server's own locale is. */
export const ARABIC = `encoding 'UTF8' lc_ctype 'C.UTF-8' template template0`;

/** Real map data for trying; it does not belong to the project, so tests that need it skip without it. */
export const SHARED_DATA = path.resolve(MIGRATIONS, '../../shared/data');
export const hasSharedData = existsSync(path.join(SHARED_DATA, 'MANIFEST.md'));

export interface TestPlatform extends Platform {
	/** The folder of this platform alone. */
	dataDir: string;
}

/**
 * A migrated database of its own, cloned from a template made once per state of the migrations: a database of
 * the real server, or a copy of an embedded data folder. `close()` drops it.
 */
export async function testPlatform(
	options: OpenOptions & { env?: Record<string, string> } = {}
): Promise<TestPlatform> {
	const dataDir = mkdtempSync(path.join(os.tmpdir(), 'diwan-test-'));
	const key = migrationsKey();
	let drop: () => Promise<void> = async () => undefined;
	let config: Config;
	if (REAL) {
		const template = await realTemplate(REAL, key);
		const name = `diwan_t_${randomBytes(6).toString('hex')}`;
		await onServer(REAL, async (c) => {
			await retry(() => c.query(`create database ${name} template ${template}`));
			// What a migration takes from everybody stands at the database, which is no part of a copy.
			await c.query(`revoke temporary on database ${name} from public`);
		});
		drop = () =>
			onServer(REAL, async (c) => {
				await c.query(`drop database if exists ${name} with (force)`);
			});
		config = testConfig(dataDir, { ...options.env, DATABASE_URL: databaseUrl(REAL, name) });
	} else {
		cpSync(path.join(await embeddedTemplate(key), 'db'), path.join(dataDir, 'db'), { recursive: true });
		config = testConfig(dataDir, options.env);
	}
	const platform = await openPlatform(config, { migrate: false, ...options });
	return {
		...platform,
		dataDir,
		async close() {
			await platform.close();
			await drop();
			rmSync(dataDir, { recursive: true, force: true });
		}
	};
}

/** An empty, unmigrated database: its URL on the real server, a folder of the embedded one after its first start. */
export async function emptyDatabase(): Promise<{
	env: Record<string, string>;
	dataDir: string;
	drop(): Promise<void>;
}> {
	const dataDir = mkdtempSync(path.join(os.tmpdir(), 'diwan-test-'));
	const remove = () => rmSync(dataDir, { recursive: true, force: true });
	if (!REAL) {
		await copyEmptyEmbedded(dataDir);
		return { env: { DIWAN_DATA_DIR: dataDir }, dataDir, drop: async () => remove() };
	}
	const name = `diwan_t_${randomBytes(6).toString('hex')}`;
	await onServer(REAL, async (c) => void (await c.query(`create database ${name} ${ARABIC}`)));
	return {
		env: { DIWAN_DATA_DIR: dataDir, DATABASE_URL: databaseUrl(REAL, name) },
		dataDir,
		async drop() {
			await onServer(REAL, async (c) => void (await c.query(`drop database if exists ${name} with (force)`)));
			remove();
		}
	};
}

export function testConfig(dataDir: string, env: Record<string, string> = {}): Config {
	return readConfig({ DIWAN_DATA_DIR: dataDir, LOG_LEVEL: 'error', ...env });
}

function migrationsKey(): string {
	const hash = createHash('sha256');
	for (const f of readdirSync(MIGRATIONS).sort())
		hash.update(f).update(readFileSync(path.join(MIGRATIONS, f)));
	// What the runner itself writes belongs to the template too.
	for (const f of ['migrate.ts', 'schema-objects.ts'])
		hash.update(readFileSync(path.resolve(MIGRATIONS, '../src/lib/server/db', f)));
	return hash.digest('hex').slice(0, 12);
}

async function realTemplate(server: string, key: string): Promise<string> {
	const name = `diwan_template_${key}`;
	await onServer(server, async (c) => {
		// Test files of several processes may ask at once: one builds, the others wait.
		await c.query('select pg_advisory_lock(77001)');
		try {
			const { rowCount } = await c.query('select 1 from pg_database where datname = $1', [name]);
			if (rowCount) return;
			const building = `${name}_building`;
			await c.query(`drop database if exists ${building} with (force)`);
			await c.query(`create database ${building} ${ARABIC}`);
			const dir = mkdtempSync(path.join(os.tmpdir(), 'diwan-test-'));
			const p = await openPlatform(testConfig(dir, { DATABASE_URL: databaseUrl(server, building) }));
			await p.close();
			rmSync(dir, { recursive: true, force: true });
			await retry(() => c.query(`alter database ${building} rename to ${name}`));
		} finally {
			await c.query('select pg_advisory_unlock(77001)');
		}
	});
	return name;
}

/** Puts into a folder what the embedded engine's first start there makes, which takes three times a second start. */
export async function copyEmptyEmbedded(dataDir: string): Promise<void> {
	const { dependencies } = JSON.parse(readFileSync(path.resolve(MIGRATIONS, '../package.json'), 'utf8'));
	const empty = await madeOnce(templateAt(`empty-${dependencies['@electric-sql/pglite']}`), async () => {
		const building = mkdtempSync(path.join(os.tmpdir(), 'diwan-template-building-'));
		await (await startEmbedded(building)).stop();
		return building;
	});
	cpSync(path.join(empty, 'db'), path.join(dataDir, 'db'), { recursive: true });
}

const templateAt = (key: string) =>
	path.join(os.tmpdir(), `diwan-template-${process.getuid?.() ?? 0}-${key}`);

async function embeddedTemplate(key: string): Promise<string> {
	return madeOnce(templateAt(key), async () => {
		const building = mkdtempSync(path.join(os.tmpdir(), 'diwan-template-building-'));
		await copyEmptyEmbedded(building);
		const p = await openPlatform(testConfig(building));
		await p.close();
		return building;
	});
}

function databaseUrl(server: string, name: string): string {
	const url = new URL(server);
	url.pathname = `/${name}`;
	return url.href;
}

async function onServer(server: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
	const client = new pg.Client({ connectionString: server });
	await client.connect();
	try {
		await work(client);
	} finally {
		await client.end();
	}
}

/** A template is "being accessed" for a moment after its last user left. */
async function retry<T>(work: () => Promise<T>, times = 20): Promise<T> {
	for (let i = 1; ; i++) {
		try {
			return await work();
		} catch (error) {
			if (i >= times || (error as { code?: string }).code !== '55006') throw error;
			await sleep(250);
		}
	}
}
