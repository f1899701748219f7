import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import { LATER } from '#lib/server/db/statements.ts';

/** Names of locks, of nobody else. */
const LOCKS = {
	violation: 4214,
	statement: 4216,
	revocation: 4217,
	stages: 4218,
	disciplines: 4219
} as const;

/** Whoever does the same about the same thing at this moment waits until this transaction is over, and then sees it. */
export async function oneAtATime(tx: Tx, what: keyof typeof LOCKS, of: string): Promise<void> {
	await sql`${LATER}select pg_advisory_xact_lock(${LOCKS[what]}, hashtext(${of}))`.execute(tx.db);
}
