import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';

/** By which name each transaction found what stands in the tables of terms, fees and the calendar. */
const seen = new WeakMap<Tx['db'], string>();
/** What was read, under the name of what stood there; the oldest goes first. */
const kept = new Map<string, unknown>();
const MOST = 64;

/** Tells that a transaction has read the name of the tables already. */
export function noteTables(db: Tx['db'], version: string): void {
	seen.set(db, version);
}

/**
 * What stands in the tables that every case is held against and that change a few times a year (`permit_tables`): read
 * once, until one of them changes.
 * @param name of what is read, and for which day.
 */
export async function fromTables<T>(db: Tx['db'], name: string, read: () => Promise<T>): Promise<T> {
	const key = `${name} ${await tablesOf(db)}`;
	if (kept.has(key)) return kept.get(key) as T;
	const found = await read();
	kept.set(key, found);
	if (kept.size > MOST) kept.delete(kept.keys().next().value!);
	return found;
}

async function tablesOf(db: Tx['db']): Promise<string> {
	let version = seen.get(db);
	if (version === undefined) {
		const { rows } = await sql<{ version: string }>`select version::text from permit_tables`.execute(db);
		seen.set(db, (version = rows[0]!.version));
	}
	return version;
}
