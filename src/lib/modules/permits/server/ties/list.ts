import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import type { Tie } from '../../rules/index.ts';

/** The ties declared of a person, the newest first. @throws DomainError `forbidden`. */
export async function listTies(ctx: Ctx, personId: string): Promise<Tie[]> {
	demand(ctx, 'permit_tie:declare', { personId });
	const rows = await ctx.read((db) =>
		db
			.selectFrom('person_key')
			.select(['id', 'relation', 'hint', 'at', 'declared_by'])
			.where('person_id', '=', personId)
			.where('relation', '<>', 'self')
			.orderBy('id', 'desc')
			.execute()
	);
	return rows.map(({ id, relation, hint, at, declared_by }) => ({
		...{ id, relation: relation as Tie['relation'], hint },
		at: at?.toISOString() ?? null,
		own: declared_by === personId
	}));
}
