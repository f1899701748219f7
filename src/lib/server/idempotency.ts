import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Tx } from './context.ts';

/** The sender's name for one request: repeated with the same content it must not be done twice. */
export interface Repeatable {
	personId: string;
	/** What is done, e.g. `POST /api/v1/excavation/digs`. */
	operation: string;
	key: string;
	/** All that decides the answer; its JSON is compared. */
	request: unknown;
}

export interface Once<T> {
	answer: T;
	/** True when the work had been done before and the stored answer is given again. */
	repeated: boolean;
}

/** How long an answer is kept. */
const DAYS = 7;

/**
 * Does the work once per key. The key is recorded by the same transaction, so that an acknowledged answer survives
 * a crash and a second sender waits for the first. Without a key the work is simply done.
 * @throws DomainError `key_reused` when the key came with another request before.
 */
export async function once<T>(
	tx: Tx,
	repeatable: Repeatable | undefined,
	work: () => Promise<T>
): Promise<Once<T>> {
	if (!repeatable) return { answer: await work(), repeated: false };
	const { personId, operation, key } = repeatable;
	const hash = createHash('sha256').update(JSON.stringify(repeatable.request)).digest();
	await sql`delete from idempotency_key
		where person_id = ${personId} and at < now() - make_interval(days => ${DAYS})`.execute(tx.db);
	const taken = await sql`insert into idempotency_key (person_id, operation, key, request_hash)
		values (${personId}, ${operation}, ${key}, ${hash}) on conflict do nothing`.execute(tx.db);
	if (!taken.numAffectedRows) return { answer: await stored<T>(tx, repeatable, hash), repeated: true };
	const answer = await work();
	await sql`update idempotency_key set answer = ${JSON.stringify(answer)}::jsonb
		where person_id = ${personId} and operation = ${operation} and key = ${key}`.execute(tx.db);
	return { answer, repeated: false };
}

async function stored<T>(tx: Tx, { personId, operation, key }: Repeatable, hash: Buffer): Promise<T> {
	const { rows } = await sql<{ request_hash: Buffer; answer: T }>`select request_hash, answer
		from idempotency_key
		where person_id = ${personId} and operation = ${operation} and key = ${key}`.execute(tx.db);
	const found = rows[0];
	if (!found || !hash.equals(found.request_hash)) throw new DomainError('key_reused');
	return found.answer;
}
