import { sql } from 'kysely';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { afterParting, dissolve } from './dissolve.ts';

/** A work that leaves the programme takes the trench it lay in with it; the others meet again, if they do. */
export async function leaveJoint(ctx: Ctx, tx: Tx, dig: { id: string }, reason: string): Promise<void> {
	const { rows } = await sql<{ joint_id: string | null }>`select joint_id::text from dig
		where id = ${dig.id}::bigint`.execute(tx.db);
	const id = rows[0]?.joint_id ?? null;
	if (id === null) return;
	const ids = await dissolve(tx.db, id, { now: ctx.now(), reason });
	await tx.audit('joint.ended', { type: 'joint', id }, { reason });
	await afterParting(
		ctx,
		tx,
		ids.filter((other) => other !== dig.id)
	);
}
