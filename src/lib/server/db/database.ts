import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { DB } from './schema.ts';
import { gatherStatements } from './statements.ts';

export type Database = Kysely<DB>;

/** Dates are civil dates ('2026-12-01'), not moments: a Date object would shift them with the time zone. */
const types: pg.CustomTypesConfig = {
	getTypeParser: ((oid: number, format?: 'text') =>
		oid === pg.types.builtins.DATE ? (v: string) => v : pg.types.getTypeParser(oid, format)) as never
};

/**
 * A pool of `pg` connections, the same for a real server and for the embedded database.
 * A connection that breaks (the server restarted) is dropped by the pool, and whoever was using it is told by their
 * query; the error must only not be fatal as well. What marks say of statements is done by `gatherStatements`.
 * None of them is compiled: spatial functions look dear to the planner, and compiling takes longer than the query.
 */
export function openPool(config: pg.PoolConfig, onError: (error: Error) => void = () => undefined): pg.Pool {
	const onConnect = async (client: pg.ClientBase) => void (await client.query('set jit = off'));
	const pool = new pg.Pool({ connectionTimeoutMillis: 60_000, types, onConnect, pipeline: true, ...config });
	pool.on('error', onError);
	// The pool listens to idle connections only; one that breaks in use would end the process.
	pool.on('connect', (client) => client.on('error', onError));
	pool.on('connect', gatherStatements);
	return pool;
}

/** The query builder over a pool, typed from the schema (`npm run db:types`). bigint arrives as string. */
export function openDatabase(pool: pg.Pool): Database {
	return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
}
