import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import { recomputeClashes } from '../clashes.ts';
import { dissolve } from './dissolve.ts';

/** A work that leaves the programme takes the trench it lay in with it; the others meet again, if they do. */
export async function leaveJoint(
	tx: Tx,
	dig: { id: string },
	left: { now: Date; reason: string }
): Promise<void> {
	const { rows } = await sql<{ joint_id: string | null }>`select joint_id::text from dig
		where id = ${dig.id}::bigint`.execute(tx.db);
	const id = rows[0]?.joint_id ?? null;
	if (id === null) return;
	const ids = await dissolve(tx.db, id, left);
	await tx.audit('joint.ended', { type: 'joint', id }, { reason: left.reason });
	await recomputeClashes(
		tx.db,
		ids.filter((other) => other !== dig.id),
		left.now
	);
}
