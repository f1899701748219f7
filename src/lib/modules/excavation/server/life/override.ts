import { demand } from '#lib/server/policy/index.ts';
import type { Ctx } from '#lib/server/context.ts';
import type { Once } from '#lib/server/idempotency.ts';
import { WithReason, type Dig } from '../../rules/index.ts';
import { changeDig, type ChangeOptions } from '../change.ts';
import { parseInput } from '../input.ts';
import { noticeOf, openBlockers } from './blockers.ts';
import { openObjections } from './board.ts';

/**
 * The coordinator lets pass what blocks a planned dig or a request now, and the objections against a request, with a
 * reason that stays on the file. What blocks it later, or the same clash on other days, blocks again.
 * @param input `WithReason`
 * @throws DomainError as `changeDig`.
 */
export async function overrideDig(
	ctx: Ctx,
	reference: string,
	input: unknown,
	options: ChangeOptions
): Promise<Once<Dig>> {
	const { reason } = parseInput(WithReason, input);
	return changeDig(
		ctx,
		{
			...{ reference, action: 'override', recorded: 'overridden', reason, request: { reason } },
			...options,
			permit: () => demand(ctx, 'dig:override')
		},
		async (dig, _to, tx) => {
			const found =
				dig.state === 'submitted'
					? [
							...(await openObjections(tx.db, dig)),
							...(await openBlockers(tx.db, dig, await noticeOf(tx.db, dig)))
						]
					: await openBlockers(tx.db, dig, ctx.now());
			const person_id = ctx.actor.personId;
			if (found.length === 0 || person_id === null) return null;
			await tx.db
				.insertInto('dig_override')
				.values(found.map((f) => ({ dig_id: dig.id, finding: f.key, reason, at: ctx.now(), person_id })))
				.execute();
			return {};
		}
	);
}
