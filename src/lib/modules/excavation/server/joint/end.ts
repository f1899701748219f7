import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { once, type Once } from '#lib/server/idempotency.ts';
import { can, demand } from '#lib/server/policy/index.ts';
import { sql } from 'kysely';
import { EndJoint, type Joint } from '../../rules/index.ts';
import { parseInput } from '../input.ts';
import { lockDigs, repeatable, type WriteOptions } from '../save.ts';
import { afterParting, dissolve } from './dissolve.ts';
import { readJoint } from './read.ts';

/**
 * A party gives up a signed trench, with a reason; works that still meet clash again.
 * @param input `EndJoint`
 * @throws DomainError `forbidden`, `not_found`, `invalid_input`, `joint_over`.
 */
export async function endJoint(
	ctx: Ctx,
	id: string,
	input: unknown,
	{ key }: WriteOptions = {}
): Promise<Once<Joint>> {
	demand(ctx, 'dig:read');
	const { reason } = parseInput(EndJoint, input);
	if (!/^\d{1,18}$/.test(id)) throw new DomainError('not_found');
	return ctx.transaction((tx) =>
		once(tx, repeatable(ctx, 'joint.end', key, { id, reason }), async () => {
			await lockDigs(tx.db);
			const joint = await readJoint(tx.db, id);
			if (!(await isParty(ctx, tx.db, id)))
				throw new DomainError('forbidden', { params: { action: 'dig:edit' } });
			if (joint.state !== 'signed') throw new DomainError('joint_over');
			const ids = await dissolve(tx.db, id, { now: ctx.now(), reason });
			await afterParting(ctx, tx, ids);
			await tx.audit(
				'joint.ended',
				{ type: 'joint', id },
				{ reason, parties: joint.answers.map((a) => a.reference) }
			);
			return readJoint(tx.db, id);
		})
	);
}

async function isParty(ctx: Ctx, db: Tx['db'], id: string): Promise<boolean> {
	const { rows } = await sql<{ unit_id: string }>`select unit_id::text from dig_joint_party
		where joint_id = ${id}::bigint`.execute(db);
	return rows.some(({ unit_id }) => can(ctx.actor, 'dig:edit', { unitId: unit_id }));
}
