import { sql } from 'kysely';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { LATER } from '#lib/server/db/statements.ts';

/** What is opened of a case: its people, a document (`kind/version`, or a certificate's number), an objection's words. */
interface Opened {
	id: string;
	what: 'parties' | 'document' | 'objection';
	item?: string;
}

/** Writes down that something of a case is opened: only then, and in this transaction, the database shows it. */
export async function noteOpening(ctx: Ctx, tx: Tx, { id, what, item }: Opened): Promise<void> {
	await sql`${LATER}insert into permit_access (permit_id, what, item, at)
		values (${id}, ${what}, ${item ?? null}, ${ctx.now()})`.execute(tx.db);
}
