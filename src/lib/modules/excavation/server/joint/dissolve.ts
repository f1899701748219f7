import { sql } from 'kysely';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { recomputeClashes } from '../clashes.ts';
import { redrawAccounts } from '../fees/account.ts';

/**
 * Parts the works of a signed trench; the ledger takes back what it had saved. Their days stay as they are.
 * @returns the ids of the works, whose clashes are the caller's to bring up to date.
 */
export async function dissolve(
	db: Tx['db'],
	jointId: string,
	{ now, reason }: { now: Date; reason: string }
): Promise<string[]> {
	await sql`update dig_joint set state = 'ended', ended_at = ${now}, ended_reason = ${reason}
		where id = ${jointId}::bigint`.execute(db);
	await sql`insert into dig_saving (joint_id, dig_id, unit_id, at, piastres, metres, days)
		select joint_id, dig_id, unit_id, ${now}, -sum(piastres)::bigint, -sum(metres), -sum(days)::int
		from dig_saving where joint_id = ${jointId}::bigint
		group by joint_id, dig_id, unit_id having sum(piastres) <> 0 or sum(metres) <> 0 or sum(days) <> 0`.execute(
		db
	);
	const { rows } = await sql<{ id: string }>`update dig set joint_id = null
		where joint_id = ${jointId}::bigint returning id::text`.execute(db);
	return rows.map((r) => r.id);
}

/**
 * After a trench was given up: those that were in it meet again, if they do, and each pays for its own street.
 * @param ids those that go on.
 */
export async function afterParting(ctx: Ctx, tx: Tx, ids: readonly string[]): Promise<void> {
	await recomputeClashes(tx.db, ids, ctx.now());
	await redrawAccounts(ctx, tx, ids);
}
