import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { auditRefusal } from '../cases/refused.ts';

/** Takes a declared tie of somebody else back. @throws DomainError `forbidden`, `not_found`. */
export async function liftTie(ctx: Ctx, personId: string, tieId: string): Promise<void> {
	return auditRefusal(ctx, { name: personId, action: 'lift_tie', type: 'person' }, async () => {
		demand(ctx, 'permit_tie:lift', { personId });
		await ctx.transaction(async (tx) => {
			const gone = /^[0-9]{1,18}$/.test(tieId)
				? await tx.db
						.deleteFrom('person_key')
						.where('person_id', '=', personId)
						.where('id', '=', tieId)
						.where('relation', '<>', 'self')
						.returning('relation')
						.executeTakeFirst()
				: undefined;
			if (!gone) throw new DomainError('not_found');
			await tx.audit('permit.tie_lifted', { type: 'person', id: personId }, { relation: gone.relation });
			await tx.announce('people', [personId]);
		});
	});
}
