import { arNorm } from '#lib/kernel/arabic.ts';
import { today } from '#lib/kernel/dates.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import { maskNationalId, readNationalId } from '#lib/kernel/national-id.ts';
import { blindIndex } from '#lib/server/auth/index.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { DeclareTie } from '../../rules/index.ts';
import { auditRefusal } from '../cases/refused.ts';

/**
 * Declares a tie of a person, by which the draw passes over them. The number itself is not kept.
 * @param input `DeclareTie`
 * @throws DomainError `forbidden`, `invalid_input` for a number that cannot be one, `already_exists`; ZodError.
 */
export async function declareTie(ctx: Ctx, personId: string, input: unknown): Promise<void> {
	return auditRefusal(ctx, { name: personId, action: 'declare_tie', type: 'person' }, async () => {
		demand(ctx, 'permit_tie:declare', { personId });
		const data = DeclareTie.parse(input);
		const { key, hint } = keyOf(ctx, data);
		await ctx.transaction(async (tx) => {
			const { numInsertedOrUpdatedRows } = await tx.db
				.insertInto('person_key')
				.values({
					...{ person_id: personId, key, relation: data.relation, hint },
					...{ declared_by: ctx.actor.personId, at: ctx.now() }
				})
				.onConflict((c) => c.doNothing())
				.executeTakeFirst();
			if (!numInsertedOrUpdatedRows) throw new DomainError('already_exists');
			await tx.audit('permit.tie_declared', { type: 'person', id: personId }, { relation: data.relation });
			await tx.announce('people', [personId]);
		});
	});
}

function keyOf(ctx: Ctx, data: DeclareTie): { key: Buffer; hint: string } {
	const { config } = ctx.platform;
	if (data.relation === 'office')
		return { key: blindIndex(config, 'office', arNorm(data.office)), hint: data.office };
	const read = readNationalId(data.national_id, today(ctx.now));
	if (!read.ok)
		throw new DomainError('invalid_input', { fields: [{ path: 'national_id', code: read.problem }] });
	const { id } = read.value;
	return { key: blindIndex(config, 'national-id', id), hint: maskNationalId(id) };
}

/** What a form sends of a tie: the field of its relation, whatever the other one holds. */
export function tieTyped({ relation, nationalId = '', office = '' }: Record<string, string>): unknown {
	return relation === 'office' ? { relation, office } : { relation, national_id: nationalId };
}
