import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { DB } from './schema.ts';

export type Database = Kysely<DB>;

/** Dates are civil dates ('2026-12-01'), not moments: a Date object would shift them with the time zone. */
const types: pg.CustomTypesConfig = {
	getTypeParser: ((oid: number, format?: 'text') =>
		oid === pg.types.builtins.DATE ? (v: string) => v : pg.types.getTypeParser(oid, format)) as never
};

/**
 * A pool of `pg` connections, the same for a real server and for the embedded database.
 * A connection that breaks (the server restarted) is dropped by the pool, and whoever was using it is told by their
 * query; the error must only not be fatal as well.
 */
export function openPool(config: pg.PoolConfig, onError: (error: Error) => void = () => undefined): pg.Pool {
	const pool = new pg.Pool({ connectionTimeoutMillis: 60_000, types, ...config });
	pool.on('error', onError);
	// The pool listens to idle connections only; one that breaks in use would end the process.
	pool.on('connect', (client) => client.on('error', onError));
	return pool;
}

/** The query builder over a pool, typed from the schema (`npm run db:types`). bigint arrives as string. */
export function openDatabase(pool: pg.Pool): Database {
	return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
}
