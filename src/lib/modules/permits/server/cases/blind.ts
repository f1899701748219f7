import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';

/** True for a reviewer who has not signed in a case: whose it is stays hidden. */
export async function isBlind(db: Tx['db'], permitId: string): Promise<boolean> {
	const { rows } = await sql<{ blind: boolean }>`select permit_blind(${permitId}) as blind`.execute(db);
	return rows[0]!.blind;
}
