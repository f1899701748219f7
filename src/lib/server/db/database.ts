import { createHash } from 'node:crypto';
import { Kysely, PostgresDialect, sql } from 'kysely';
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
 * query; the error must only not be fatal as well. Statements that begin with `KEEP` stay prepared on each connection.
 * None of them is compiled: spatial functions look dear to the planner, and compiling takes longer than the query.
 */
export function openPool(config: pg.PoolConfig, onError: (error: Error) => void = () => undefined): pg.Pool {
	const onConnect = async (client: pg.ClientBase) => void (await client.query('set jit = off'));
	const pool = new pg.Pool({ connectionTimeoutMillis: 60_000, types, onConnect, ...config });
	pool.on('error', onError);
	// The pool listens to idle connections only; one that breaks in use would end the process.
	pool.on('connect', (client) => client.on('error', onError));
	pool.on('connect', keepStatements);
	return pool;
}

/** The query builder over a pool, typed from the schema (`npm run db:types`). bigint arrives as string. */
export function openDatabase(pool: pg.Pool): Database {
	return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
}

/**
 * Begins the text of a statement that is asked very often and whose planning costs more than its work. The text must
 * be the same each time, but for its parameters.
 */
export const KEEP = sql.raw('/* keep */ ');
/** The same, and for every statement after it in its transaction: for steps that are taken all day long. */
export const KEEP_ALL = sql.raw('/* keep all */ ');

function keepStatements(client: pg.PoolClient): void {
	const query = client.query.bind(client) as (...args: unknown[]) => unknown;
	let all = false;
	const asked = (text: unknown, ...rest: unknown[]) => {
		if (typeof text !== 'string') return query(text, ...rest);
		if (text === 'begin') all = false;
		if (text.startsWith('/* keep all */')) all = true;
		return (all || text.startsWith('/* keep */')) && Array.isArray(rest[0]) && rest[0].length > 0
			? query({ name: nameOf(text), text, values: rest[0] }, ...rest.slice(1))
			: query(text, ...rest);
	};
	client.query = asked as typeof client.query;
}

const names = new Map<string, string>();

/** PostgreSQL cuts names at 63 bytes. */
function nameOf(text: string): string {
	let name = names.get(text);
	if (name === undefined)
		names.set(text, (name = `keep_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`));
	return name;
}
