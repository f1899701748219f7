import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Pool, PoolClient } from 'pg';
import { DomainError } from '#lib/kernel/errors.ts';
import { recordObjects, SCHEMA_OBJECT_TABLE, standingObjects } from './schema-objects.ts';

/** A code migration, for data that must be computed. It runs inside the migration's transaction. */
export type MigrationStep = (client: PoolClient) => Promise<void>;

export interface MigrateOptions {
	folder: string;
	onStep?: (name: string, index: number, total: number) => void;
}

/** One number for the whole project: only one process migrates a database at a time. */
const LOCK = 4_211_992;

/**
 * Brings the database forward. Each file runs once, in its own transaction together with its record, under a
 * transaction-level advisory lock: a migration that fails half-way leaves nothing behind.
 * @returns names of the migrations that ran now.
 * @throws DomainError `database_unsuitable` when a file that already ran was changed or is missing.
 */
export async function migrate(pool: Pool, { folder, onStep }: MigrateOptions): Promise<string[]> {
	const files = filesOf(folder);
	await inTransaction(pool, async (client) => {
		await client.query(`create table if not exists schema_migration (
			name text primary key, checksum text not null, ran_at timestamptz not null default now())`);
		const { rows } = await client.query(`select to_regclass('schema_object') is not null as there`);
		if (rows[0].there) return;
		await client.query(SCHEMA_OBJECT_TABLE);
		// A database of before the record: what it has now is taken for whole.
		const { rowCount } = await client.query('select from schema_migration limit 1');
		if (rowCount) await recordObjects(client, new Set(), await standingObjects(client));
	});
	const ran: string[] = [];
	let standing: Set<string> | undefined;
	for (const [index, name] of files.entries()) {
		const text = readFileSync(path.join(folder, name), 'utf8');
		const checksum = checksumOf(text);
		const done = await inTransaction(pool, async (client) => {
			const { rows } = await client.query('select checksum from schema_migration where name = $1', [name]);
			if (rows[0] && rows[0].checksum !== checksum)
				throw new DomainError('database_unsuitable', { params: { reason: 'migration_changed', name } });
			if (rows[0]) return false;
			onStep?.(name, index, files.length);
			const before = standing ?? (await standingObjects(client));
			if (name.endsWith('.sql')) await client.query(text);
			else await (await load(path.join(folder, name)))(client);
			await client.query('insert into schema_migration (name, checksum) values ($1, $2)', [name, checksum]);
			standing = await standingObjects(client);
			await recordObjects(client, before, standing);
			return true;
		});
		if (done) ran.push(name);
		else standing = undefined;
	}
	return ran;
}

/** Names of the migrations that have not run yet; all of them on an empty database. */
export async function pendingMigrations(pool: Pool, folder: string): Promise<string[]> {
	const done = new Set((await ranMigrations(pool)).map((r) => r.name));
	return filesOf(folder).filter((f) => !done.has(f));
}

/** Names of migrations that ran on this database and are not in the folder: another version ran them. */
export async function unknownMigrations(pool: Pool, folder: string): Promise<string[]> {
	const files = new Set(filesOf(folder));
	return (await ranMigrations(pool)).map((r) => r.name).filter((name) => !files.has(name));
}

/** Names of migrations whose file is not what ran on this database. */
export async function changedMigrations(pool: Pool, folder: string): Promise<string[]> {
	const files = new Set(filesOf(folder));
	return (await ranMigrations(pool))
		.filter((r) => files.has(r.name))
		.filter((r) => checksumOf(readFileSync(path.join(folder, r.name), 'utf8')) !== r.checksum)
		.map((r) => r.name);
}

/** The migrations that ran, in their order; none on an empty database. */
export async function ranMigrations(pool: Pool): Promise<{ name: string; checksum: string }[]> {
	const { rows: known } = await pool.query(`select to_regclass('schema_migration') is not null as there`);
	if (!known[0].there) return [];
	const { rows } = await pool.query<{ name: string; checksum: string }>(
		'select name, checksum from schema_migration order by name'
	);
	return rows;
}

function filesOf(folder: string): string[] {
	return readdirSync(folder)
		.filter((f) => /^\d{8}T\d{4}_\w+\.(sql|ts)$/.test(f))
		.sort();
}

function checksumOf(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}

async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
	const client = await pool.connect();
	try {
		await client.query('begin');
		await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
		const result = await work(client);
		await client.query('commit');
		return result;
	} catch (error) {
		await client.query('rollback').catch(() => undefined);
		throw error;
	} finally {
		client.release();
	}
}

async function load(file: string): Promise<MigrationStep> {
	const step = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { up: MigrationStep };
	return step.up;
}
